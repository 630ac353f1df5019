import Kernels

/// What is known of a parameter before it has memory.
package struct ParameterPlan: Sendable, Equatable {
  /// In the model file.
  package let name: String
  /// In the model file.
  package let shape: [Int]
  package let learning: Learning
  /// Whether the kernels hold a matrix the other way round.
  let isTransposed: Bool

  /// What sets the numbers.
  package enum Learning: Sendable {
    /// The steps of the optimiser, or what a bottleneck or a likelihood does after each.
    case training
    /// `Bottleneck.fitPrior`, after the training. The rows are probabilities.
    case fit
  }

  package init(
    _ name: String, _ shape: [Int], learning: Learning = .training, isTransposed: Bool = false
  ) {
    (self.name, self.shape) = (name, shape)
    (self.learning, self.isTransposed) = (learning, isTransposed)
  }

  package var count: Int { shape.reduce(1, *) }

  /// The same under a longer name.
  package func within(_ part: String) -> ParameterPlan {
    ParameterPlan("\(part).\(name)", shape, learning: learning, isTransposed: isTransposed)
  }

  /// Numbers in memory, in whole tiles: a matrix of one column takes the memory of 32. A convolution
  /// `[filters, height, width, channels]` may have either end as its columns.
  package var paddedCount: Int {
    func whole(_ count: Int, _ unit: Int) -> Int { (count + unit - 1) / unit * unit }
    guard shape.count > 1 else { return whole(count, Panels.width) }
    let ends = (shape[0], shape[shape.count - 1])
    let (rows, columns) = isTransposed ? (ends.1, ends.0) : ends
    let plain = whole(rows, Panels.height) * whole(columns, Panels.width)
    if shape.count == 2 { return plain }
    let taps = shape.dropFirst().dropLast().reduce(1, *)
    return taps * max(plain, whole(rows, Panels.width) * whole(columns, Panels.height))
  }
}

extension [ParameterPlan] {
  /// The same under longer names.
  package func within(_ part: String) -> [ParameterPlan] { map { $0.within(part) } }
}
