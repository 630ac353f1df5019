import Kernels

/// What lies between encoder and decoder: how z is made of the encoder's output, and what prior it has.
/// Each has a file of its own in this folder with the pass of a batch.
package enum Bottleneck: Sendable, Equatable {
  /// z is the encoder's output: an autoencoder. No prior. The codes of a sparse one may be limited to
  /// (0, 1) by a sigmoid.
  case none(size: Int, activation: Activation = .identity)
  /// A normal posterior with a diagonal covariance, the prior N(0, I) (Kingma & Welling 2014).
  case gaussian(size: Int)
  /// Categorical variables, relaxed while training (Jang et al. 2017); the prior is uniform.
  case categorical(Categories)
  /// Both side by side (Dupont 2018): the normal numbers above the categories.
  case joint(size: Int, Categories)
  /// Each variable is the nearest vector of a codebook (van den Oord et al. 2017).
  case quantized(Codebook)

  package struct Categories: Sendable, Equatable {
    package var variables: Int
    /// Categories of each variable.
    package var categories: Int
    /// Whether the decoder sees one category in training too, with the gradient of the relaxed draw.
    package var straightThrough: Bool

    package init(variables: Int, categories: Int, straightThrough: Bool = false) {
      self.variables = variables
      self.categories = categories
      self.straightThrough = straightThrough
    }

    package var width: Int { variables * categories }
  }

  package struct Codebook: Sendable, Equatable {
    package var variables: Int
    /// Vectors in the codebook, which all variables share.
    package var codes: Int
    /// Numbers in a vector.
    package var size: Int

    package init(variables: Int, codes: Int, size: Int) {
      self.variables = variables
      self.codes = codes
      self.size = size
    }

    package var width: Int { variables * size }
  }

  /// Numbers that the encoder gives for each example.
  package var parameters: Int {
    switch self {
    case .none(let size, _): size
    case .gaussian(let size): 2 * size
    case .categorical(let categories): categories.width
    case .joint(let size, let categories): 2 * size + categories.width
    case .quantized(let codebook): codebook.width
    }
  }

  /// Numbers in z, as the decoder takes it.
  package var width: Int {
    switch self {
    case .none(let size, _), .gaussian(let size): size
    case .categorical(let categories): categories.width
    case .joint(let size, let categories): size + categories.width
    case .quantized(let codebook): codebook.width
    }
  }

  /// The activation of the encoder's last layer.
  package var activation: Activation {
    if case .none(_, let activation) = self { activation } else { .identity }
  }

  /// The word of the command line and of model files.
  package var name: String {
    switch self {
    case .none: "none"
    case .gaussian: "gaussian"
    case .categorical: "categorical"
    case .joint: "joint"
    case .quantized: "vq"
    }
  }

  /// What its regulariser is called in logs and model files; nil where it has none of its own.
  package var regulariser: String? {
    switch self {
    case .none: nil
    case .gaussian, .categorical, .joint: "kl"
    case .quantized: "commitment"
    }
  }
}
