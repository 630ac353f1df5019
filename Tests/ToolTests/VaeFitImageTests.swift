import TensorIO
import Testing
import ToolSandbox

/// Losses of `vae-fit` on images.
@Suite struct VaeFitImageTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
  }

  /// The figures add up, the losses on images fall, and the model tells what it was made with.
  @Test(arguments: [
    ("--ms-ssim 200 --likelihood-weight 0.5", 0.5),
    ("--perceptual ae.t --perceptual-weight 3.0", 1), ("--ms-ssim 2.0 --perceptual conv.t", 1),
  ])
  func figures(_ options: String, _ weight: Double) throws {
    let line =
      "vae-fit -q -e 4 -b 20 -z 2 --hidden 12 \(options) --validate few.t --log log.tsv few.t"
    #expect(try box.run("\(line) > fit.t") == .success())
    let lines = try box.readLog().lines
    for line in lines {
      // Four decimals of each.
      let sum = weight * line["reconstruction"] + line["kl"] + line["penalty"]
      #expect(abs(line["loss"] - sum) < 3e-4 && line["penalty"] > 0)
    }
    #expect(lines[3]["penalty"] < lines[0]["penalty"])
    #expect(lines[3]["valid_penalty"] < lines[0]["valid_penalty"])
    let text = try #require(try box.frames("fit.t")[0]["@options"]?.text)
    let words = Set(text.split(separator: " "))
    #expect(options.split(separator: " ").allSatisfy { words.contains($0) || $0 == "200" })
    for threads in [1, 3] {
      #expect(
        try box.run("\(line) --threads \(threads) | cmp - fit.t") == .success(), "\(threads)")
    }
  }

  /// Another loss, the same kind of model.
  @Test func theModelIsAsItWas() throws {
    let options = "-q -e 1 -z 2 --hidden 12"
    #expect(try box.run("vae-fit \(options) few.t > a.t") == .success())
    #expect(try box.run("vae-fit \(options) --likelihood-weight 1 few.t | cmp - a.t") == .success())
    #expect(try box.run("vae-fit \(options) --ms-ssim 9 few.t > b.t") == .success())
    let names = try ["a.t", "b.t"].map {
      try box.frames($0)[0].tensors.map(\.name).filter { !["@options", "@penalty"].contains($0) }
    }
    #expect(names[0] == names[1])
    #expect(try box.parameters("a.t") != box.parameters("b.t"))
  }

  @Test func refusals() throws {
    try box.writeFrame("rows.t", Tensor("x", shape: [2, 4], [UInt8](repeating: 0, count: 8)))
    #expect(
      try box.run("vae-fit --ms-ssim 1 rows.t")
        == .failure(
          64, "vae-fit: --ms-ssim: examples are 4, expected height×width or height×width×channels")
    )
    #expect(
      try box.run("vae-fit --perceptual ae.t rows.t")
        == .failure(
          65, "vae-fit: --perceptual ae.t: a model of examples that are 28×28, the data are 4"))
    #expect(
      try box.run("vae-fit --perceptual cvae.t few.t")
        == .failure(
          65,
          "vae-fit: --perceptual cvae.t: a conditional model has no features without labels: use one without"
        ))
    #expect(try box.run("vae-fit --perceptual none.t few.t").status == 66)
    #expect(
      try box.run("vae-fit --perceptual - < ae.t")
        == .failure(
          64,
          "vae-fit: --perceptual: standard input cannot be both data and the model with the features"
        ))
    #expect(
      try box.run("vae-fit -q -e 1 --hidden 5 --perceptual - few.t < ae.t > a.t") == .success())
  }
}
