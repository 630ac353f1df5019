import Words

/// How the weights and biases of encoder and decoder begin, before the first step.
///
/// Weights are uniform around 0. Their variance is a gain divided by the fan-in, the weights in the sum of one
/// output; the fan-out is the number of such sums that an input is in, on the average over the inputs. Biases
/// begin at 0 where nothing else is said.
package enum InitialWeights: String, Sendable, Equatable, CaseIterable, Worded {
  /// A sixth over the fan-in in dense networks, He's variance in convolutional ones, in all their layers.
  case today
  /// A third over the fan-in, and biases drawn like the weights.
  case torch
  /// Two over the fan-in, which keeps the mean square of a signal through rectifiers.
  case he
  /// Two over the sum of fan-in and fan-out.
  case glorot
  /// He's variance in hidden layers; less where codes leave the encoder and enter the decoder, and where data
  /// leave it. The biases there begin at the data's mean.
  case mean

  /// What is taken where nothing is asked for.
  package static let standard = InitialWeights.mean

  /// Where a layer is in its network.
  package enum Role: Sendable {
    /// The decoder's first layer, which reads z, where it is not the last too.
    case readsCodes
    /// The last layer of encoder or decoder.
    case output
    /// Any other, the encoder's first among them.
    case hidden
  }

  /// Whether biases are drawn as the weights of their layer are.
  package var drawsBiases: Bool { self == .torch }

  /// Whether the decoder's last biases begin at the data's mean.
  package var startsAtMean: Bool { self == .mean }

  /// The variance of a layer's weights, times its fan-in.
  package func gain(_ layer: some LearnedWeights, role: Role, in network: Network) -> Double {
    let (fanIn, fanOut) = (Double(layer.fanIn), layer.fanOut)
    switch self {
    case .today: return network.isConvolutional ? 2 : 1.0 / 6
    case .torch: return 1.0 / 3
    case .he: return 2
    case .glorot: return 2 * fanIn / (fanIn + fanOut)
    case .mean:
      switch role {
      case .hidden: return 2
      case .output: return 1.0 / 6
      case .readsCodes: return (fanIn / fanOut).squareRoot() / 2
      }
    }
  }

  package static let words: [Word<InitialWeights>] = [
    Word("today", "variance 1/(6 fan-in), in convolutional networks 2/fan-in") { _ in .today },
    Word(
      "torch", "variance 1/(3 fan-in), of biases too, as the layers of PyTorch begin",
      "Paszke et al. 2019, arXiv 1912.01703"
    ) { _ in .torch },
    Word("he", "variance 2/fan-in", "He et al. 2015, arXiv 1502.01852") { _ in .he },
    Word("glorot", "variance 2/(fan-in + fan-out)", "Glorot & Bengio 2010, AISTATS") { _ in
      .glorot
    },
    Word(
      "mean", "he, smaller before and behind z and at the end, which begins at the data's mean"
    ) { _ in .mean },
  ]

  package var description: String { rawValue }
}
