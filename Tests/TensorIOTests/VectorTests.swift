import Foundation
import TensorIO
import Testing

/// The folder of test vectors in the source tree.
let vectors = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../../formats/vectors").standardized

/// One tensor as the file beside a valid vector describes it.
private struct Expected: Decodable {
  let frame: Int
  let name: String
  let type: String
  let shape: [Int]
  /// The text, or values separated by spaces, `V*N` for N times V.
  let values: String

  /// Each value as its pattern of bits.
  var bits: [UInt64]? {
    if type == "utf8" { return values.utf8.map(UInt64.init) }
    var result: [UInt64] = []
    for token in values.split(separator: " ") {
      let parts = token.split(separator: "*")
      guard let value = bits(String(parts[0])), let count = Int(parts.count == 2 ? parts[1] : "1")
      else { return nil }
      result += repeatElement(value, count: count)
    }
    return result
  }

  private func bits(_ token: String) -> UInt64? {
    switch type {
    case "u8": UInt8(token).map { UInt64($0) }
    case "i32": Int32(token).map { UInt64(UInt32(bitPattern: $0)) }
    case "i64": Int64(token).map { UInt64(bitPattern: $0) }
    case "f32": Float(token).map { UInt64($0.bitPattern) }
    case "f64": Double(token).map { $0.bitPattern }
    default: nil
    }
  }
}

/// A must-refuse vector, its reason and the rule that it breaks.
struct Refusal: CustomTestStringConvertible {
  let file: String
  let reason: String
  var testDescription: String { file }

  static let all: [Refusal] = {
    let index =
      (try? String(contentsOf: vectors.appending(path: "invalid/index.tsv"), encoding: .utf8)) ?? ""
    return index.split(separator: "\n").dropFirst().map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      return Refusal(file: String(columns[0]), reason: String(columns[1]))
    }
  }()
}

private func streams(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: vectors.appending(path: folder).path)
    .filter { $0.hasSuffix(".t") }.sorted()
}

private func bytes(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: vectors.appending(path: path)))
}

@Suite struct VectorTests {
  @Test(arguments: try streams(in: "valid"))
  func valid(file: String) throws {
    let frames = try decode(try bytes("valid/\(file)"))
    let lines = try String(
      contentsOf: vectors.appending(path: "valid/\(file.dropLast(2)).json"), encoding: .utf8)
    let expected = try lines.split(separator: "\n").map {
      try JSONDecoder().decode(Expected.self, from: Data($0.utf8))
    }
    let found = frames.enumerated().flatMap { i, frame in frame.tensors.map { (i, $0) } }
    #expect(found.count == expected.count)
    for ((frame, tensor), expected) in zip(found, expected) {
      #expect(frame == expected.frame)
      #expect(tensor.name == expected.name)
      #expect(tensor.elementType.name == expected.type)
      #expect(tensor.shape == expected.shape)
      #expect(bits(tensor) == expected.bits, "\(tensor.name)")
    }
  }

  /// Our writer, given what a vector holds, makes a stream of the same meaning.
  @Test(arguments: try streams(in: "valid"))
  func rewritten(file: String) throws {
    let frames = try decode(try bytes("valid/\(file)"))
    #expect(equal(try decode(try encode(frames)), frames))
  }

  @Test(arguments: Refusal.all)
  func invalid(refusal: Refusal) throws {
    let bytes = try bytes("invalid/\(refusal.file)")
    let error = streamError { _ = try decode(bytes) }
    let reason = error.map { String(describing: $0.reason).prefix { $0 != "(" } }
    #expect(reason == refusal.reason[...], "\(error?.description ?? "accepted")")
  }

  @Test func everyInvalidVectorIsInTheIndex() throws {
    #expect(try streams(in: "invalid") == Refusal.all.map(\.file).sorted())
  }
}
