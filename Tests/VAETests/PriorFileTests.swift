import LatentFits
import TensorIO
import Testing

/// Priors as frames: what is written is read back, and what is wrong is refused by name.
@Suite struct PriorFileTests {
  static let full = Mixture(
    dimensions: 2, weights: [0.25, 0.75], means: [1, 2, 3, 4],
    spread: .factors([1, 0, -2, 3, 0, 0, 5, 0]))
  static let diagonal = Mixture(
    dimensions: 3, weights: [1], means: [1, 2, 3], spread: .deviations([0, 1, 2]))

  @Test(arguments: [full, diagonal])
  func aPriorIsReadBack(mixture: Mixture) throws {
    let written = PriorFile(
      mixture, rows: 7, seed: .max, logLikelihood: -1.5, criterion: 2.5)
    let read = try PriorFile(written.frame())
    #expect(read.mixture == mixture && read.rows == 7 && read.seed == .max)
    #expect(read.logLikelihood == -1.5 && read.criterion == 2.5)
    let plain = try PriorFile(PriorFile(mixture, rows: 7, seed: 0).frame())
    #expect(plain.logLikelihood == nil && plain.criterion == nil)
  }

  @Test func aPriorThatIsNotFiniteIsNotWritten() {
    let mixture = Mixture(
      dimensions: 1, weights: [1], means: [.infinity], spread: .deviations([1]))
    #expect {
      _ = try PriorFile(mixture, rows: 1, seed: 1).frame()
    } throws: {
      "\($0)" == "the codes are too large: 'means' would not be finite"
    }
  }

  private static func floats(_ name: String, _ shape: [Int], _ values: [Float]) -> Tensor {
    Tensor(name, shape: shape, values)
  }

  /// What is put in the place of a prior's tensors or beside them, and the message.
  static let faults: [(Tensor, String)] = [
    (Tensor("@prior", text: "flow"), "a prior of kind 'flow', expected 'mixture'"),
    (
      Tensor("@prior", scalar: 1.0),
      "no '@prior' in the frame: this is a stream of data, not a prior"
    ),
    (Tensor("@rows", scalar: Int64(0)), "'@rows' holds 0, expected 1 to 9223372036854775807"),
    (Tensor("@seed", scalar: 1.0), "tensor '@seed' is not an i64 scalar"),
    (Tensor("@bic", scalar: Double.nan), "tensor '@bic' is not a finite f64 scalar"),
    (
      Tensor("@log-likelihood", scalar: Int64(1)),
      "tensor '@log-likelihood' is not a finite f64 scalar"
    ),
    (
      Tensor("means", shape: [2, 2], [1, 2, 3, 4]),
      "tensor 'means' is f64 2×2, expected f32 of rank 2"
    ),
    (floats("means", [4], [1, 2, 3, 4]), "tensor 'means' is f32 4, expected f32 of rank 2"),
    (
      floats("means", [2, 0], []),
      "tensor 'means' is 2×0, expected components×dimensions, at least one component and 1 to 65536 "
        + "dimensions"
    ),
    (
      floats("means", [2, 2], [1, 2, .nan, 4]),
      "tensor 'means', element 2: nan, expected finite numbers"
    ),
    (floats("weights", [1], [1]), "tensor 'weights' is f32 1, expected f32 2"),
    (
      floats("weights", [2], [1.25, -0.25]),
      "tensor 'weights', element 1: -0.25, expected 0 or more"
    ),
    (floats("weights", [2], [0.5, 0.25]), "tensor 'weights': the sum is 0.75, expected 1"),
    (
      floats("factors", [2, 2], [1, 0, 2, 3]), "tensor 'factors' is f32 2×2, expected f32 2×2×2"
    ),
    (
      floats("factors", [2, 2, 2], [1, 0, 2, 3, 1, 0.5, 0, 1]),
      "tensor 'factors', component 1, row 0, column 1: 0.5, expected a lower triangle with a diagonal "
        + "of at least 0"
    ),
    (
      floats("factors", [2, 2, 2], [1, 0, 2, -3, 1, 0, 0, 1]),
      "tensor 'factors', component 0, row 1, column 1: -3.0, expected a lower triangle with a diagonal "
        + "of at least 0"
    ),
    (
      floats("deviations", [2, 2], [1, 1, 1, 1]),
      "both 'factors' and 'deviations' in the prior, expected one of the two"
    ),
    (
      Tensor("@model", text: "vae"),
      "this is a model, expected a prior: a model's own is drawn from with -m"
    ),
  ]

  @Test(arguments: faults.indices)
  func faultsAreNamed(_ index: Int) throws {
    let (tensor, message) = Self.faults[index]
    var tensors = try PriorFile(
      Self.full, rows: 7, seed: 1, logLikelihood: 1, criterion: 1
    ).frame().tensors.filter { $0.name != tensor.name }
    tensors.append(tensor)
    // A model is told by what it has and a prior has not.
    if tensor.name == "@model" { tensors.removeAll { $0.name == "@prior" } }
    let frame = try Frame(tensors)
    #expect {
      _ = try PriorFile(frame)
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: ["@rows", "@seed", "weights", "means"])
  func whatIsMissingIsNamed(_ name: String) throws {
    let frame = try PriorFile(Self.full, rows: 7, seed: 1).frame()
    let rest = try Frame(frame.tensors.filter { $0.name != name })
    #expect {
      _ = try PriorFile(rest)
    } throws: {
      "\($0)" == "no tensor '\(name)' in the prior"
    }
  }

  @Test(arguments: [
    ([Float]([-1, 1, 2]), "tensor 'deviations', element 0: -1.0, expected 0 or more"),
    ([], "neither 'factors' nor 'deviations' in the prior, expected one of the two"),
  ])
  func deviationsAreChecked(_ deviations: [Float], _ message: String) throws {
    let frame = try PriorFile(Self.diagonal, rows: 7, seed: 1).frame()
    var tensors = frame.tensors.filter { $0.name != "deviations" }
    if !deviations.isEmpty { tensors.append(Self.floats("deviations", [1, 3], deviations)) }
    let changed = try Frame(tensors)
    #expect {
      _ = try PriorFile(changed)
    } throws: {
      "\($0)" == message
    }
  }
}
