import Networks
import VAE

/// The parameters of a model by their names in its file.
struct Parameters {
  struct Entry {
    let shape: [Int]
    /// In row-major order.
    let values: [Float]
  }

  private let entries: [String: Parameter]

  init(_ model: Model) {
    entries = Dictionary(model.storedParameters.map { ($0.name, $0) }) { first, _ in first }
  }

  /// - Precondition: the model has it; names are made of the plans that it was made of.
  subscript(name: String) -> Entry {
    guard let entry = entries[name] else { preconditionFailure("no parameter '\(name)'") }
    // In the order of the file, which is made anew each time: no more than one is held.
    return Entry(shape: entry.plan.shape, values: entry.values)
  }
}

extension Parameters.Entry {
  /// The same with its axes in another order: axis k is axis `order[k]` of this one.
  func permuted(_ order: [Int]) -> Parameters.Entry {
    Parameters.Entry(
      shape: order.map { shape[$0] }, values: Permutation(order, of: shape).apply(values))
  }
}
