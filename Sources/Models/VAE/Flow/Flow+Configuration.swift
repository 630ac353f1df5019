import Found
import Networks
import TensorIO
import Words

/// A model's flows: their place, sizes and fields.
extension Configuration {
  /// Whether the KL from the prior is known without a draw.
  package var hasClosedDivergence: Bool { prior.isStandardNormal && posteriorFlow == nil }

  /// The posterior flow's parameters under their names in the model file.
  var flowPlan: [ParameterPlan] {
    posteriorFlow?.parameters("flow", width: bottleneck.width) ?? []
  }

  /// Refuses a flow in the posterior that the rest of the model has no use for.
  func checkFlow() throws(VAEError) {
    guard posteriorFlow != nil else { return }
    guard bottleneck.isNormal else {
      throw VAEError(
        "a flow in the posterior needs the bottleneck \(Bottlenecks.words { $0.isNormal }), "
          + "not \(bottleneck.name)")
    }
    if prior.needsNormalPosteriors {
      throw VAEError("the prior \(prior.name) needs normal posteriors: no flow can follow them")
    }
    guard bottleneck.width >= 2 else { throw Flow.tooNarrow }
  }
}

extension Flow {
  static let tooNarrow = VAEError(
    "a flow couples one part of z to another: it needs at least 2 dimensions")
  /// The same to a user who chooses the dimensions.
  package static let cureOfWidth = "couples one part of z to another: use -z 2 or more"
}

extension Flow.Shape {
  /// Couplings and hidden units.
  init(_ fields: Fields, _ name: String) throws {
    let numbers = try fields.widths(name, 1...Flow.Shape.mostHidden)
    guard numbers.count == 2, numbers[0] <= Flow.Shape.mostCouplings else {
      throw VAEError(
        "'\(name)' is \(Shape.describe(numbers)), expected couplings, at most "
          + "\(Flow.Shape.mostCouplings), and hidden units")
    }
    self.init(couplings: numbers[0], hidden: numbers[1])
  }

  func tensor(_ name: String) -> Tensor { Tensor(name, integers: [couplings, hidden]) }
}

extension Flow {
  /// The word in `@bottleneck` of a normal posterior with a flow behind it: a reader that knows no flows
  /// must refuse the model, not take its draws for z.
  static var bottleneckWord: String { "gaussian-flow" }
}

extension Flow.Shape: LosslessStringConvertible {
  package static let mostCouplings = 64
  package static let mostHidden = 65_536
  /// What the command line expects.
  package static let syntax = "N,WIDTH: 1 to 64 couplings, networks of 1 to 65536 units"

  package init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let couplings = Int(numeral: parts[0]),
      let hidden = Int(numeral: parts[1]), (1...Flow.Shape.mostCouplings).contains(couplings),
      (1...Flow.Shape.mostHidden).contains(hidden)
    else { return nil }
    self.init(couplings: couplings, hidden: hidden)
  }

  package var description: String { "\(couplings),\(hidden)" }
}
