import Networks
import TensorIO

/// A fitted prior and where it comes from, as one frame of tensors, laid down in `formats/prior.md`.
package struct PriorFile: Sendable {
  package let mixture: Mixture
  /// Rows of the codes that it was fitted to.
  package let rows: Int
  package let seed: UInt64
  /// Nats a row; nil where it was not measured.
  package let logLikelihood: Double?
  /// The Bayesian information criterion; nil where there is no likelihood.
  package let criterion: Double?

  /// The word in `@prior`.
  static let kind = "mixture"
  /// The most dimensions that are believed.
  static let mostDimensions = 65_536

  package init(
    _ mixture: Mixture, rows: Int, seed: UInt64, logLikelihood: Double? = nil,
    criterion: Double? = nil
  ) {
    (self.mixture, self.rows, self.seed) = (mixture, rows, seed)
    (self.logLikelihood, self.criterion) = (logLikelihood, criterion)
  }

  /// - Throws: `VAEError`, if a number is beyond single precision; `StreamError`, if the prior is larger
  ///   than a frame may be.
  package func frame() throws -> Frame {
    let (count, width) = (mixture.count, mixture.dimensions)
    var tensors = [
      Tensor("@prior", text: PriorFile.kind), Tensor("@rows", integer: rows),
      Tensor("@seed", integer: Int(bitPattern: UInt(seed))),
    ]
    if let logLikelihood { tensors.append(Tensor("@log-likelihood", scalar: logLikelihood)) }
    if let criterion { tensors.append(Tensor("@bic", scalar: criterion)) }
    tensors += [
      try parameter("weights", [count], mixture.weights),
      try parameter("means", [count, width], mixture.means),
    ]
    switch mixture.spread {
    case .factors(let factors):
      tensors.append(try parameter("factors", [count, width, width], factors))
    case .deviations(let deviations):
      tensors.append(try parameter("deviations", [count, width], deviations))
    }
    return try Frame(tensors)
  }

  private func parameter(_ name: String, _ shape: [Int], _ elements: [Float]) throws(VAEError)
    -> Tensor
  {
    guard elements.allSatisfy(\.isFinite) else {
      throw VAEError("the codes are too large: '\(name)' would not be finite")
    }
    return Tensor(name, shape: shape, elements)
  }
}
