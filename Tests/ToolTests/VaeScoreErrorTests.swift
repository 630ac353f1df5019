import TensorIO
import Testing
import ToolSandbox

/// What `vae-score` refuses.
@Suite struct VaeScoreErrorTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
  }

  @Test(arguments: [
    (64, "--at-mean -k 3 model.t data.t", "--at-mean: draws nothing: leave out -k and --draws"),
    (
      64, "-k 0 model.t data.t",
      "-k: expected a whole number from 1 to 16777215, found '0'"
    ),
    (64, "--mean --tsv model.t data.t", "--tsv: has no meaning with --mean: give one of the two"),
    (64, "-k 3 --draws 3 model.t data.t", "--draws: has no meaning with -k: give one of the two"),
    (64, "- -", "-: standard input cannot be both the model and the stream"),
    (66, "none.t data.t", "none.t: cannot open: no such file or directory"),
    (
      65, "data.t data.t",
      "data.t: no '@model' in the frame: this is a stream of data, not a model; MODEL comes first"
    ),
    (
      65, "frames.t model.t",
      "frames.t: no '@model' in the frame: this is a stream of data, not a model; MODEL comes first"
    ),
    (
      65, "prior.t data.t",
      "prior.t: this is a prior, expected a model: latent-sample --from draws from it"
    ),
    (
      65, "model.t prior.t",
      "prior.t: frame 0: this is a prior, expected a stream of data with a tensor 'x'; latent-sample --from draws from it"
    ),
    (
      65, "model.t model.t",
      "model.t: frame 0: this is a model, expected a stream of data with a tensor 'x'; it is given as MODEL, to vae-fit with --start"
    ),
  ])
  func errors(_ status: Int32, _ arguments: String, _ message: String) throws {
    try box.writeStream("frames.t", rowFrames([2, 2]))
    try box.writeFrame("prior.t", Tensor("@prior", text: "mixture"))
    #expect(
      try box.run("vae-score \(arguments) > out.t") == .failure(status, "vae-score: \(message)"))
  }

  @Test func noRows() throws {
    try box.writeStream("empty.t", [])
    #expect(
      try box.run("vae-score --mean model.t empty.t")
        == .failure(65, "vae-score: empty.t: no rows in the stream, expected at least one"))
    #expect(try box.run("vae-score --tsv model.t empty.t") == .success())
  }
}
