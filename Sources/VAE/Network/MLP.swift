import LaneTypes

/// A chain of dense layers.
package final class MLP: Sendable {
  package let layers: [Dense]

  /// - Parameter widths: from the input to the output, so one more than there are layers.
  package init(widths: [Int], hidden: Activation, output: Activation) {
    layers = zip(widths, widths.dropFirst()).enumerated().map { index, pair in
      Dense(
        inputs: pair.0, outputs: pair.1,
        activation: index == widths.count - 2 ? output : hidden)
    }
  }

  package var inputs: Int { layers[0].inputs }
  package var outputs: Int { layers[layers.count - 1].outputs }
}
