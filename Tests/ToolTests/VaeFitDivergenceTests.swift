import TensorIO
import Testing
import ToolSandbox

/// A run whose loss is no longer a number ends with one line, and writes nothing.
@Suite struct VaeFitDivergenceTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let pixels = (0..<64 * 16).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let labels = (0..<64).map { UInt8($0 % 3) }
    try box.writeStream(
      "in.t",
      [Frame([Tensor("x", shape: [64, 4, 4], pixels), Tensor("y", shape: [64], labels)])])
  }

  private func run(_ options: String) throws -> Outcome {
    let outcome = try box.run("vae-fit -q -b 16 --hidden 8 \(options) -o out in.t")
    #expect(try box.files() == ["in.t"])
    #expect(outcome.errors.hasSuffix("; a smaller --lr may help\n"), "\(outcome.errors)")
    return outcome
  }

  @Test(arguments: [
    "--optimizer adam", "--optimizer adamw", "--optimizer sgd", "--optimizer adagrad",
    "--optimizer sgd:0.9",
    "--likelihood continuous-bernoulli", "--likelihood gaussian", "--likelihood gaussian:learned",
    "--likelihood gaussian:pixel", "--likelihood laplace:learned", "--likelihood log-cosh",
    "--likelihood discretised-logistic:learned", "-m cvae", "-m capacity", "-m tc", "-m factor",
    "-m dip1", "-m dip2", "-m wae-rbf", "-m wae-imq", "-m info", "-m iwae", "-m dreg", "-m miwae",
    "-m vamp", "-m hierarchy", "-m flow", "-m flow-prior", "-m joint", "-m capacities",
    "--encoder conv:3", "--schedule cosine --warmup 0.001",
  ])
  func aRateBeyondReasonEndsTheRun(_ options: String) throws {
    let outcome = try run("-e 9 --lr 1e30 \(options)")
    #expect(outcome.status == 65 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("vae-fit: in.t: epoch "))
  }

  /// The loss of a step is that before the step: after a single one it is still finite, and the validation
  /// tells first.
  @Test func aValidationLossThatIsNoNumberEndsTheRun() throws {
    #expect(
      try run("-b 64 -e 1 --lr 1e30 --validate in.t")
        == .failure(
          65,
          "vae-fit: in.t: epoch 1, after its last step: the validation loss is not a number; "
            + "a smaller --lr may help"))
  }

  /// In a single step they make parameters of no numbers out of a loss that is one.
  @Test(arguments: [
    "--beta 1e300", "--likelihood-weight 1e300", "--ms-ssim 1e300", "--objective wae-rbf:1e308",
    "--objective tc:1e300", "-m ae --sparsity l1:1e300", "--optimizer adamw:1e300",
  ])
  func aWeightBeyondReasonEndsTheRun(_ options: String) throws {
    let outcome = try run("-b 64 -e 1 \(options)")
    #expect(outcome.status == 65 && outcome.output.isEmpty)
  }
}
