import Found
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

  /// Reads a prior back; everything that draws depend on is checked.
  ///
  /// - Throws: `VAEError`, naming the tensor, what it holds and what was expected.
  package init(_ frame: Frame) throws {
    let fields = Fields(frame, of: "prior")
    guard let kind = frame["@prior"]?.text else { throw PriorFile.noPrior(frame) }
    guard kind == PriorFile.kind else {
      throw VAEError("a prior of kind \(quoted(kind)), expected '\(PriorFile.kind)'")
    }
    rows = try fields.integer("@rows", 1...Int.max)
    seed = UInt64(bitPattern: Int64(try fields.integer("@seed", Int.min...Int.max)))
    logLikelihood = fields.has("@log-likelihood") ? try fields.number("@log-likelihood") : nil
    criterion = fields.has("@bic") ? try fields.number("@bic") : nil
    mixture = try Mixture(fields)
  }

  private static func noPrior(_ frame: Frame) -> VAEError {
    if frame["@model"] != nil {
      return VAEError("this is a model, expected a prior: a model's own is drawn from with -m")
    }
    let hint = frame["z"] == nil ? "" : "; latent-fit makes one of latents"
    return VAEError("no '@prior' in the frame: this is a stream of data, not a prior\(hint)")
  }
}

extension Mixture {
  fileprivate init(_ fields: Fields) throws {
    let shape = try fields.shape("means", rank: 2)
    let (count, width) = (shape[0], shape[1])
    guard count > 0, (1...PriorFile.mostDimensions).contains(width) else {
      throw VAEError(
        "tensor 'means' is \(Shape.describe(shape)), expected components×dimensions, at least one "
          + "component and 1 to \(PriorFile.mostDimensions) dimensions")
    }
    let weights = try fields.floats("weights", shape: [count])
    if let bad = weights.firstIndex(where: { $0 < 0 }) {
      throw VAEError("tensor 'weights', element \(bad): \(weights[bad]), expected 0 or more")
    }
    let sum = weights.reduce(0) { $0 + Double($1) }
    guard abs(sum - 1) <= 1e-3 else {
      throw VAEError("tensor 'weights': the sum is \(Float(sum)), expected 1")
    }
    self.init(
      dimensions: width, weights: weights,
      means: try fields.floats("means", shape: [count, width]),
      spread: try Mixture.spread(fields, count, width))
  }

  private static func spread(_ fields: Fields, _ count: Int, _ width: Int) throws -> Spread {
    guard fields.has("factors") != fields.has("deviations") else {
      let found =
        fields.has("factors") ? "both 'factors' and" : "neither 'factors' nor"
      throw VAEError("\(found) 'deviations' in the prior, expected one of the two")
    }
    guard fields.has("factors") else {
      let deviations = try fields.floats("deviations", shape: [count, width])
      if let bad = deviations.firstIndex(where: { $0 < 0 }) {
        throw VAEError(
          "tensor 'deviations', element \(bad): \(deviations[bad]), expected 0 or more")
      }
      return .deviations(deviations)
    }
    let factors = try fields.floats("factors", shape: [count, width, width])
    for (index, value) in factors.enumerated() {
      let (row, column) = (index / width % width, index % width)
      guard column < row || (column == row ? value >= 0 : value == 0) else {
        throw VAEError(
          "tensor 'factors', component \(index / width / width), row \(row), column \(column): "
            + "\(value), expected a lower triangle with a diagonal of at least 0")
      }
    }
    return .factors(factors)
  }
}
