import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct Tsv2tTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  /// The only frame that a line makes of a text.
  func frame(_ line: String, _ text: String) throws -> Frame {
    let outcome = try box.run("\(line) > out.t", input: Array(text.utf8))
    #expect(outcome == .success())
    let frames = try box.frames("out.t")
    try #require(frames.count == 1)
    return frames[0]
  }

  @Test(arguments: [
    "1\t2.5\n-3\t4e1\n", "1\t2.5\n-3\t4e1", "1\t2.5\r\n-3\t4e1\r\n", "1\t2.5\n-3\t4e1\n\n\r\n\n",
    "1.\t25E-1\n-3.000\t.4e+2\n", "01\t2.50\n-0003\t40\n",
  ])
  func linesAreRows(_ text: String) throws {
    let frame = try frame("tsv2t", text)
    #expect(frame.tensors.map(\.name) == ["z"])
    #expect(frame["z"]?.shape == [2, 2])
    #expect(frame["z"]?.elements(of: Float.self) == [1, 2.5, -3, 40])
  }

  @Test func options() throws {
    var frame = try frame("tsv2t --separator , --tensor x --type u8 --shape 1x2x3", "1,2,3,4,5,255")
    #expect(frame["x"]?.shape == [1, 1, 2, 3])
    #expect(frame["x"]?.elements(of: UInt8.self) == [1, 2, 3, 4, 5, 255])
    frame = try self.frame("tsv2t --header --label --type i64 --shape 1", "y\tz\n-7\t9\n8\t-1\n")
    #expect(frame["z"]?.shape == [2, 1] && frame["z"]?.elements(of: Int64.self) == [9, -1])
    #expect(frame["y"]?.elements(of: Int32.self) == [-7, 8])
    frame = try self.frame("tsv2t --type i32 --separator tab", "-2147483648\t2147483647")
    #expect(frame["z"]?.elements(of: Int32.self) == [.min, .max])
    frame = try self.frame("tsv2t --type i64", "-9223372036854775808\t9223372036854775807")
    #expect(frame["z"]?.elements(of: Int64.self) == [.min, .max])
  }

  /// Text without lines, or with nothing but a header, is a stream without frames.
  @Test(arguments: [
    ("tsv2t", ""), ("tsv2t", "\n\n"), ("tsv2t --header", ""), ("tsv2t --header", "z\n"),
  ])
  func noLines(_ line: String, _ text: String) throws {
    #expect(try box.run("\(line) > out.t", input: Array(text.utf8)) == .success())
    #expect(try box.frames("out.t").isEmpty)
  }

  /// What `t2tsv` writes becomes the same numbers, bit for bit.
  @Test func roundTrip() throws {
    let rows = 3000
    let floats = (0..<rows * 4).map { Float(bitPattern: UInt32($0) &* 2_654_435_761) }
      .map { $0.isFinite ? $0 : -0.0 }
    let labels = (0..<rows).map { Int32(truncatingIfNeeded: $0 &* 1_234_567) }
    try box.writeFrame(
      "in.t", Tensor("z", shape: [rows, 4], floats), Tensor("y", shape: [rows], labels))
    #expect(try box.run("t2tsv --tensors y,z in.t | tsv2t --label > out.t") == .success())
    let frame = try box.frames("out.t")[0]
    #expect(frame["z"]?.elements(of: Float.self).map(\.bitPattern) == floats.map(\.bitPattern))
    #expect(frame["y"]?.elements(of: Int32.self) == labels)
    let doubles = (0..<rows).map { Double(bitPattern: UInt64($0) &* 11_400_714_819_323_198_485) }
      .map { $0.isFinite ? $0 : -0.0 }
    try box.writeFrame("in.t", Tensor("z", shape: [rows, 1], doubles))
    #expect(try box.run("t2tsv in.t | tsv2t --type f64 | cmp - in.t") == .success())
  }

  /// Numbers where a way through 64 bits, or a product with a rounded power of ten, would miss the nearest
  /// float: middles between two floats, a hair above and below, subnormals, and many digits. The standard
  /// library's reading of a whole text is the reference.
  @Test func numbersAreTheNearest() throws {
    var texts = [
      "16777217", "16777217.0000000000000001", "16777216.9999999999999999", "16777219", "-0",
      "0e999",
      "9007199254740993", "9007199254740992e-22", "1e22", "1e23", "8.5e22", "1e-22", "1e-23",
      "123456789012345678", "1234567890123456789", "12345678901234567890",
      "99999999999999999999e-25",
      "0.000000000000000000000000000000000000000000001", "1.4e-45", "7.0064923e-46",
      "7.0064924e-46",
      "1.1754944e-38", "1.17549431e-38", "3.4028235e38", "3.4028235677973366e38", "1e-400",
      "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-99999999999999999999",
      "0.1", "0.2", "0.3",
    ]
    for i in 0..<2000 {
      let float = Float(bitPattern: UInt32(i) &* 2_654_435_761 & 0x7F7F_FFFE)
      // Between two floats, which a 64-bit float holds exactly.
      let middle = (Double(float) + Double(float.nextUp)) / 2
      texts += ["\(middle)", "\(middle.nextUp)", "\(middle.nextDown)"]
      // 25 bits and a power of ten within reach of one product.
      texts.append("\(UInt32(i) &* 40503 % 33_554_432)e\(i % 21 - 10)")
      texts.append("\(UInt64(i) &* 11_400_714_819_323_198_485 >> 11)e\(i % 45 - 22)")
    }
    let fitting = texts.filter { Float($0)?.isFinite == true }
    #expect(fitting.count > 9000)
    let z = try frame("tsv2t", fitting.joined(separator: "\n"))["z"]
    #expect(
      z?.elements(of: Float.self).map(\.bitPattern) == fitting.compactMap { Float($0)?.bitPattern })
    let d = try frame("tsv2t --type f64", texts.joined(separator: "\n"))["z"]
    #expect(
      d?.elements(of: Double.self).map(\.bitPattern) == texts.compactMap { Double($0)?.bitPattern })
  }

  /// 3,000,000 bytes of numbers are three frames, in order; the text is read through many buffers.
  @Test func framesAreAboutAMegabyte() throws {
    let rows = 7500
    let lines = (0..<rows).map { row in
      (0..<100).map { "\(row * 100 + $0)" }.joined(separator: "\t")
    }
    let outcome = try box.run(
      "tsv2t -o out.t", input: Array(lines.joined(separator: "\n").utf8))
    #expect(outcome == .success())
    // 2,622 rows of 400 bytes are the first to reach 1 MiB.
    #expect(try box.frames("out.t").map { try $0.rows() } == [2622, 2622, 2256])
    #expect(try box.values("out.t", "z") == (0..<rows * 100).map { Float($0) })
  }

  /// Tables as other programs write them.
  @Test(arguments: [
    ("--separator ,", "\u{FEFF}1,2.5\r\n-3,40\r\n"), ("--separator ';'", "1;2.5\n-3;40\n"),
    ("--separator blank", "1 2.5\n-3 40\n"), ("--separator ' '", "  1   2.5 \n-3\t \t40  \n"),
    ("--separator , --header", "\u{FEFF}\"a, b\",c\n1,2.5\n-3,40"), ("", "\u{FEFF}1\t2.5\n-3\t40"),
  ])
  func tablesOfOthers(_ options: String, _ text: String) throws {
    let frame = try frame("tsv2t \(options)", text)
    #expect(frame["z"]?.shape == [2, 2])
    #expect(frame["z"]?.elements(of: Float.self) == [1, 2.5, -3, 40])
  }

  @Test(arguments: [
    ("--label", "7,1,2\n8,3,4\n"), ("--label=1", "7,1,2\n8,3,4\n"),
    ("--label=2", "1,7,2\n3,8,4\n"), ("--label=3", "1,2,7\n3,4,8\n"),
    ("--label=last", "1,2,7\n3,4,8\n"), ("--label=last --shape 2x1", "1,2,7\n3,4,8\n"),
  ])
  func theLabelIsInAnyField(_ option: String, _ text: String) throws {
    let frame = try frame("tsv2t --separator , \(option)", text)
    #expect(frame["z"]?.elements(of: Float.self) == [1, 2, 3, 4])
    #expect(frame["y"]?.elements(of: Int32.self) == [7, 8])
  }
}
