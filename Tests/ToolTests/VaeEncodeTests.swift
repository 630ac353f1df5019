import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct VaeEncodeTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
  }

  @Test func latentsTakeThePlaceOfDataAndLabelsPass() throws {
    #expect(try box.run("vae-encode model.t data.t > z.t") == .success())
    let frames = try box.frames("z.t")
    #expect(frames.allSatisfy { $0.tensors.map(\.name) == ["z", "z_logvar", "y"] })
    #expect(frames.allSatisfy { $0["z"]?.shape.dropFirst() == [20] })
    #expect(try box.values("z.t", "z").count == 20_000)
    #expect(try box.values("z.t", "z_logvar").count == 20_000)
    #expect(try box.values("z.t", "y") == box.values("data.t", "y"))
  }

  @Test func metadataAndOtherTensorsPassToo() throws {
    let images = Tensor("x", shape: [2, 28, 28], [UInt8](repeating: 209, count: 1568))
    let (weights, old) = (
      Tensor("weight", shape: [2], [0.5, 2]), Tensor("z", shape: [2, 1], [1, 2] as [Float])
    )
    try box.writeFrame("in.t", Tensor("@source", text: "nowhere"), old, images, weights)
    #expect(try box.run("vae-encode model.t in.t > z.t") == .success())
    let frame = try box.frames("z.t")[0]
    #expect(frame.tensors.map(\.name) == ["z", "z_logvar", "@source", "weight"])
    #expect(frame["@source"]?.text == "nowhere")
    #expect(frame["weight"]?.elements(of: Double.self) == [0.5, 2])
  }

  /// Rows, one to a frame, in frames of 7 and all together; with draws, which depend on the row's
  /// number.
  @Test(arguments: ["", "--sample"])
  func framesAndThreadsDoNotMatter(_ option: String) throws {
    let x = try box.frames("data.t")[0].tensors[0].rows(0..<100)
    for step in [1, 7, 100] {
      try box.writeStream(
        "\(step).t",
        stride(from: 0, to: 100, by: step).map {
          try Frame([x.rows($0..<min(100, $0 + step))])
        })
    }
    #expect(try box.run("vae-encode \(option) --threads 1 model.t 100.t > all.t") == .success())
    for line in [
      "--threads 3 model.t 1.t", "model.t 7.t", "--threads 7 model.t 100.t", "- 7.t < model.t",
      "model.t - < 7.t", "model.t < 1.t",
    ] {
      #expect(try box.run("vae-encode \(option) \(line) > z.t") == .success())
      #expect(try box.values("z.t", "z") == box.values("all.t", "z"), "\(line)")
      #expect(try box.values("z.t", "z_logvar") == box.values("all.t", "z_logvar"), "\(line)")
    }
  }

  @Test func bytesAreFloatsOf255ths() throws {
    let bytes = try box.frames("data.t")[0].tensors[0].rows(0..<50)
    let floats = bytes.elements(of: UInt8.self).map { Float($0) / 255 }
    try box.writeFrame("bytes.t", bytes)
    try box.writeFrame("floats.t", Tensor("x", shape: bytes.shape, floats))
    #expect(
      try box.run("vae-encode model.t bytes.t > a.t; vae-encode model.t floats.t > b.t")
        == .success())
    // p/255 and p · (1/255) differ by 1 in the last place: 2⁻²³ of each pixel, which moves z by less
    // than that share of the sum of all |terms|. Those are below 100 here.
    let pairs = zip(try box.values("a.t", "z"), try box.values("b.t", "z"))
    #expect(pairs.allSatisfy { abs($0 - $1) < 100 * 0x1p-23 })
  }

  /// (z − μ)/σ is a draw from N(0, 1): see `LatentSampleTests` for the bounds.
  @Test func draws() throws {
    let setup = """
      vae-encode model.t data.t > mean.t; vae-encode --sample model.t data.t > draw.t
      vae-encode --sample --seed 1 model.t data.t > same.t
      vae-encode --sample --seed 2 model.t data.t > other.t
      """
    #expect(try box.run(setup) == .success())
    let (mean, draw) = (try box.values("mean.t", "z"), try box.values("draw.t", "z"))
    let logVariance = try box.values("mean.t", "z_logvar")
    #expect(try box.values("draw.t", "z_logvar") == logVariance)
    #expect(try box.read("same.t") == box.read("draw.t"))
    #expect(try box.values("other.t", "z") != draw)
    let noise = draw.indices.map { (draw[$0] - mean[$0]) / exp(logVariance[$0] / 2) }
    let (first, second) = moments(noise)
    let count = Double(noise.count)
    #expect(abs(first) < 6 / count.squareRoot())
    #expect(abs(second - 1) < 6 * (2 / count).squareRoot())
  }

  @Test func noRowsStayNoRows() throws {
    try box.writeStream("empty.t", [])
    try box.writeFrame(
      "zero.t", Tensor("x", shape: [0, 28, 28], [] as [UInt8]),
      Tensor("y", shape: [0], [] as [UInt8]))
    #expect(try box.run("vae-encode model.t empty.t > z.t") == .success())
    #expect(try box.frames("z.t").isEmpty)
    #expect(try box.run("vae-encode model.t zero.t > z.t") == .success())
    #expect(try box.frames("z.t")[0].tensors.map(\.shape) == [[0, 20], [0, 20], [0]])
  }

  /// The variance that is told is the one that is drawn with: its logarithm ends at 20.
  @Test func theLogarithmOfTheVarianceIsCutOff() throws {
    // The first 20 biases are those of the mean.
    let bias = (0..<40).map { $0 == 20 ? Float(-99) : $0 == 39 ? 99 : 0 }
    let tensors = try box.frames("model.t")[0].tensors.map {
      $0.name == "encoder.1.bias" ? Tensor($0.name, shape: [40], bias) : $0
    }
    try box.writeStream("extreme.t", [Frame(tensors)])
    #expect(try box.run("vae-encode extreme.t data.t > z.t") == .success())
    let logVariance = try box.values("z.t", "z_logvar")
    #expect(logVariance[0] == -30 && logVariance[19] == 20)
  }
}
