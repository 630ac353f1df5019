import Kernels

/// What encoder and decoder are made of. The decoder mirrors the encoder.
package struct Network: Sendable, Equatable {
  /// What comes before the encoder's dense layers; nil where there are dense layers only.
  package var pyramid: Pyramid?
  /// The widths of the encoder's dense hidden layers, in order.
  package var hidden: [Int]
  package var activation: Activation

  /// Steps from an image to a smaller one: one for each number of filters, with square kernels and one stride.
  package struct Pyramid: Sendable, Equatable {
    /// What each step is. Its words are those of the command line and of model files.
    package struct Step: Sendable, Equatable {
      package let word, meaning: String
      /// Where it was published.
      package let source: String?
      /// The step that does what a convolution of these sizes would do.
      package let layer: @Sendable (Convolution.Plan) -> any LayerPlan

      init(
        _ word: String, _ meaning: String, _ source: String? = nil,
        layer: @escaping @Sendable (Convolution.Plan) -> any LayerPlan
      ) {
        (self.word, self.meaning, self.source, self.layer) = (word, meaning, source, layer)
      }

      package static func == (a: Step, b: Step) -> Bool { a.word == b.word }
    }

    package var step: Step
    package var filters: [Int]
    package var kernel, stride: Int

    package init(
      _ step: Step, filters: [Int], kernel: Int = standardKernel, stride: Int = standardStride
    ) {
      (self.step, self.filters, self.kernel, self.stride) = (step, filters, kernel, stride)
    }
  }

  /// Of a pyramid.
  package static let (standardKernel, standardStride) = (3, 2)

  /// Whether there are convolutions.
  package var isConvolutional: Bool { pyramid != nil }

  package init(_ pyramid: Pyramid? = nil, hidden: [Int], activation: Activation) {
    (self.pyramid, self.hidden, self.activation) = (pyramid, hidden, activation)
  }
}

extension Network.Pyramid? {
  /// The word of the command line and of model files; without a pyramid there are dense layers alone.
  package var word: String { self?.step.word ?? "mlp" }
}
