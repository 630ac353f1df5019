import Kernels

/// Why a loss or a parameter is no longer a number, as far as the moment and the data tell, and what to do. All
/// messages about it choose their hint here.
package enum Divergence: Equatable {
  /// Before any step: the data are beyond what squares in single precision bear.
  case data(Peak)
  /// Before any step, with data that are not large: the weights of `--start`, from that file.
  case start(String)
  /// Before any step, with weights that were drawn: a weight, a scale or noise that the options ask for.
  case options
  /// Steps were made. The data may have a part in it where they are large.
  case steps(Peak?)

  /// The number of a data set that is farthest from 0.
  package struct Peak: Equatable {
    package let value: Float
    /// Counted from 0.
    package let row: Int
    /// What the data set is called: `data`, `validation data`.
    package let data: String

    package init(value: Float, row: Int, data: String) {
      (self.value, self.row, self.data) = (value, row, data)
    }

    package var place: String { "\(value) in row \(row)" }

    /// Whether it may be what spoils a loss.
    package var isLarge: Bool { value.magnitude >= Divergence.large }

    /// What to do about it.
    package var cure: String { "scale the \(data) (\(place))" }
  }

  /// From here on a number of the data may be what spoils the loss: in a few steps, with weights below 1 and sums
  /// of a thousand terms, its fourth power, as the square of a gradient, is beyond 3e38.
  package static let large: Float = 1e6

  /// - Parameters:
  ///   - isFirst: whether no step was made yet.
  ///   - start: the file that the weights are from; nil where they were drawn.
  ///   - peak: of the examples whose loss it is; nil where nothing is known of them.
  package init(isFirst: Bool, start: String? = nil, peak: Peak? = nil) {
    let peak = peak.flatMap { $0.isLarge ? $0 : nil }
    switch (isFirst, peak, start) {
    case (true, let peak?, _): self = .data(peak)
    case (true, nil, let start?): self = .start(start)
    case (true, nil, nil): self = .options
    case (false, _, _): self = .steps(peak)
    }
  }

  /// What to do, behind a semicolon.
  package var hint: String {
    switch self {
    case .data(let peak):
      "the \(peak.data) are too large for single precision (\(peak.place)): scale them"
    case .start(let file):
      "no step was made yet: it is so with the weights of --start \(file)"
    case .options:
      "no step was made yet: a weight, a scale or the noise among the options is beyond single precision"
    case .steps(nil): "a smaller --lr may help"
    case .steps(let peak?):
      "\(peak.cure); \(Self.steps(nil).hint)"
    }
  }
}
