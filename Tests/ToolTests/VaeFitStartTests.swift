import TensorIO
import Testing
import ToolSandbox

/// `vae-fit --start`: training goes on from the weights of a model.
@Suite struct VaeFitStartTests {
  private let box: Sandbox

  init() throws { box = try Sandbox.withEveryModel() }

  /// Without an epoch nothing moves, whatever the model has beside encoder and decoder.
  @Test(arguments: ["", "--prior vamp:5", "--posterior-flow 2,4", "--likelihood laplace:learned"])
  func theWeightsAreTheModels(_ options: String) throws {
    let line = "vae-fit -q -z 2 --hidden 12 \(options)"
    #expect(try box.run("\(line) -e 2 few.t > a.t") == .success())
    #expect(try box.run("\(line) --seed 9 -e 0 --start a.t few.t > b.t") == .success())
    #expect(try box.parameters("b.t") == box.parameters("a.t"))
    #expect(try box.frames("b.t")[0]["@options"]?.text?.contains("--start a.t") == true)
  }

  @Test func trainingGoesOn() throws {
    let line = "vae-fit -q -z 2 --hidden 12 -b 20"
    #expect(try box.run("\(line) -e 9 --log first.tsv few.t > a.t") == .success())
    #expect(
      try box.run("\(line) -e 1 --start a.t --log next.tsv few.t > b.t") == .success())
    let first = try box.run("cut -f 2 first.tsv").text.split(separator: "\n").compactMap {
      Double($0)
    }
    let next = try box.run("cut -f 2 next.tsv").text.split(separator: "\n").compactMap {
      Double($0)
    }
    #expect(first.count == 9 && next.count == 1)
    #expect(next[0] < first[7])
  }

  @Test func refusals() throws {
    #expect(try box.run("vae-fit -q -z 2 --hidden 12 few.t -e 0 > a.t") == .success())
    func other(_ part: String) -> Outcome {
      .failure(
        65,
        "vae-fit: a.t: the model has other \(part) than data and options make: give the options "
          + "that it was fitted with (t-info shows them)")
    }
    #expect(try box.run("vae-fit --start a.t -z 2 few.t") == other("network"))
    #expect(try box.run("vae-fit --start a.t --hidden 12 few.t") == other("bottleneck"))
    #expect(
      try box.run("vae-fit --start a.t -z 2 --hidden 12 --prior vamp:3 few.t") == other("prior"))
    #expect(
      try box.run("vae-fit --start a.t -m vq few.t")
        == .failure(
          64, "vae-fit: --start: does not go with vq, whose codebook begins at the data"))
    #expect(
      try box.run("vae-fit --start - < a.t")
        == .failure(
          64,
          "vae-fit: --start: standard input cannot be both the model to start from and something else"
        ))
    #expect(try box.run("vae-fit --start none.t few.t").status == 66)
  }
}
