import LaneTypes

/// What a model is: its place on the axes of network, likelihood and bottleneck. Together with the
/// parameters this is all that encoding and decoding need.
package struct Configuration: Sendable, Equatable {
  /// The shape of one example: `[height, width]` of an image, `[features]` of a plain row.
  package var exampleShape: [Int]
  /// The dimensions of z.
  package var latent: Int
  /// The widths of the encoder's hidden layers; the decoder has them in reverse.
  package var hidden: [Int]
  package var activation: Activation
  package var likelihood: Likelihood

  package init(
    exampleShape: [Int], latent: Int, hidden: [Int], activation: Activation,
    likelihood: Likelihood
  ) {
    self.exampleShape = exampleShape
    self.latent = latent
    self.hidden = hidden
    self.activation = activation
    self.likelihood = likelihood
  }

  /// Numbers in one example, the product of its shape.
  package var features: Int { exampleShape.reduce(1, *) }

  /// Rows that encoding and decoding take at a time: up to `most`, fewer where layers are so wide
  /// that a matrix of that many would exceed 32 MiB. Whole panels, and at least one: the kernels write
  /// what belongs to a row for all rows of a panel.
  package func batch(upTo most: Int) -> Int {
    let widest = ([features, 2 * latent] + hidden).max() ?? 1
    let rows = min(most, (1 << 23) / widest)
    return max(1, rows / Panels.width) * Panels.width
  }

  /// Weights and biases of encoder and decoder.
  package var parameterCount: Int {
    let encoder = [features] + hidden + [2 * latent]
    let decoder = [latent] + hidden.reversed() + [features]
    return [encoder, decoder].flatMap { zip($0, $0.dropFirst()) }.reduce(0) { sum, widths in
      sum + (widths.0 + 1) * widths.1
    }
  }
}

extension Activation {
  /// The words of the command line and of model files.
  package var name: String {
    switch self {
    case .identity: "identity"
    case .relu: "relu"
    case .tanh: "tanh"
    case .softplus: "softplus"
    case .sigmoid: "sigmoid"
    }
  }

  package init?(name: String) {
    guard let activation = Activation.allCases.first(where: { $0.name == name }) else { return nil }
    self = activation
  }
}

extension Likelihood {
  /// The word of the command line and of model files.
  package var name: String {
    switch self {
    case .bernoulli: "bernoulli"
    case .gaussian: "gaussian"
    }
  }

  /// What turns the decoder's last sum into the mean of p(x|z).
  package var meanActivation: Activation {
    switch self {
    case .bernoulli: .sigmoid
    case .gaussian: .identity
    }
  }
}
