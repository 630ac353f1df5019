import Foundation
import TensorIO
import Testing
import ToolSandbox

/// The page that decodes in a browser. Its own decoder runs in node; `pipelines/neighbours/page.sh` tries the whole page
/// in Chromium.
@Suite struct VaeExportPageTests {
  @Test(
    .enabled(if: Checkout.has("node"), "node is not installed"),
    arguments: Sandbox.kinds.keys.sorted())
  func theDecoderIsThatOfTheModel(_ kind: String) throws {
    let box = try Sandbox.withEveryModel()
    let isTold = try box.frames("\(kind).t")[0]["@classes"] != nil
    let codes = "vae-encode \(kind).t few.t | t-slice -n 9 -o z.t"
    #expect(try box.run("\(codes) && vae-decode \(kind).t z.t > x.t") == .success())
    #expect(try box.run("vae-export --html \(kind).t > page.html") == .success())
    let frame = try box.frames("z.t")[0]
    let x = try #require(try box.frames("x.t")[0]["x"]?.elements(of: Float.self))
    let rows = frame["z"]?.shape[0] ?? 0
    let width = x.count / rows
    let z = try #require(frame["z"]?.elements(of: Float.self))
    let labels = frame["y"]?.elements(of: UInt8.self) ?? []
    var worst: Float = 0
    for row in 0..<rows {
      let numbers = z[row * (z.count / rows)..<(row + 1) * (z.count / rows)]
      try box.write("z.tsv", Array(numbers.map { "\($0)" }.joined(separator: "\t").utf8))
      let decode = "node \(Checkout.root.path)/Tests/Fixtures/page/decode.js page.html z.tsv"
      let line = try box.run("\(decode) \(isTold ? labels[row] : 0)")
      #expect(line.status == 0, "\(line.errors)")
      let values = line.text.split(whereSeparator: { "\t\n".contains($0) }).compactMap { Float($0) }
      #expect(values.count == width)
      for (a, b) in zip(values, x[row * width..<(row + 1) * width]) {
        worst = max(worst, abs(a - b) / max(1, abs(b)))
      }
    }
    // As of the graphs: sums of single precision here, of double precision there, and a function behind them.
    #expect(worst < 1e-5)
  }

  /// Whole numbers beyond a word among them.
  @Test func parametersMayBeOfAnySize() throws {
    let box = try Sandbox.withEveryModel()
    let tensors = try box.frames("vq.t")[0].tensors.map { tensor in
      tensor.name != "codebook.vectors"
        ? tensor
        : Tensor(tensor.name, shape: tensor.shape, [Float](repeating: 1e30, count: tensor.count))
    }
    try box.writeStream("large.t", [Frame(tensors)])
    let page = try box.run("vae-export --html large.t")
    #expect(page.status == 0, "\(page.errors)")
    #expect(page.text.contains("1.0000000150474662e+30"))
  }

  /// A class that no row had was never learnt: a page does not offer it, and a graph does not name it.
  @Test func classesAreThoseThatWereMet() throws {
    let box = try Sandbox()
    try box.write("rows.tsv", Array("1\t0\t1\n4\t1\t0\n1\t0\t1\n".utf8))
    let fit = "vae-fit -q -m cvae -e 0 -z 2 --hidden 3"
    #expect(try box.run("tsv2t --label --tensor x rows.tsv | \(fit) > model.t").status == 0)
    #expect(try box.run("vae-export --html model.t").text.contains(#""classes":[1,4],"#))
    let graph = try box.run("vae-export --onnx decoder model.t").output
    #expect(String(decoding: graph, as: UTF8.self).contains("classes, 1, 4"))
  }

  /// The page asks for nothing beside itself.
  @Test func aPageStandsAlone() throws {
    let box = try Sandbox.withModels()
    let page = try box.run("vae-export --html model.t").text
    for word in ["http:", "https:", "src=", "href=", "eval(", "import(", "fetch("] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("Content-Security-Policy"))
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
  }
}
