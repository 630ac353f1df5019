/// What is minimised beside the reconstruction, and how it changes on the way.
package struct Objective: Sendable, Equatable {
  /// How reconstructions are compared with examples beside the likelihood.
  package var images = ImageObjective()
  /// The weight of the bottleneck's regulariser; 1 is the ELBO. Of a codebook: the commitment.
  package var beta = 1.0
  /// What else is asked of the codes, or in its place.
  package var codes = CodeObjective.elbo
  /// Epochs in which that weight rises from 0.
  package var betaWarmup = 0.0
  /// Nats of each latent dimension's KL that cost nothing (Kingma et al. 2016, equation 15).
  package var freeBits = 0.0
  /// A penalty on the codes of an autoencoder.
  package var sparsity: Sparsity?
  /// The temperature of relaxed categories.
  package var temperature = Temperature()
  /// How much a codebook keeps of its averages at each step.
  package var codebookDecay = 0.99

  package init() {}

  /// Whether the loss has a part beside reconstruction and regulariser.
  package var hasPenalty: Bool { codes.hasPenalty || images.hasLosses }

  /// What the regulariser is called in logs: `kl`, `commitment` or `sparsity`; nil where there is none.
  package func name(of bottleneck: Bottleneck) -> String? {
    bottleneck.regulariser ?? (sparsity == nil ? nil : "sparsity")
  }

  /// The weight of the regulariser in a step.
  ///
  /// - Parameters:
  ///   - epochs: that are over, whole and in parts.
  ///   - divergence: the regulariser of the batch, its mean over the examples.
  package func weight(epochs: Double, divergence: Double) -> Double {
    switch codes {
    case .elbo, .covariance, .correlation:
      betaWarmup > 0 ? beta * min(1, epochs / betaWarmup) : beta
    case .capacity(let weight, _, _):
      divergence < capacity(epochs: epochs) ? -weight : weight
    case .discrepancy(let penalty): penalty.divergenceWeight
    case .sliced: 0
    }
  }

  /// The nats of KL that are asked for after some epochs: a straight line, then level.
  package func capacity(epochs: Double) -> Double {
    guard case .capacity(_, let nats, let rise) = codes else { return 0 }
    return rise > 0 ? nats * min(1, epochs / rise) : nats
  }

  /// The loss as figures have it, without what changes on the way: free bits, warm-ups.
  ///
  /// - Parameters: means over the examples, in nats.
  package func loss(reconstruction: Double, divergence: Double, penalty: Double) -> Double {
    let regulariser =
      switch codes {
      case .elbo, .covariance, .correlation: beta * divergence
      case .capacity(let weight, let nats, _): weight * abs(divergence - nats)
      case .sliced: 0.0
      case .discrepancy(let own): own.divergenceWeight * divergence
      }
    return images.likelihoodWeight * reconstruction + regulariser + penalty
  }
}

/// A temperature that falls in a straight line over the run.
package struct Temperature: Sendable, Equatable {
  package var first = 1.0
  package var last = 0.5

  package init() {}

  /// - Parameters:
  ///   - done: epochs that are over, whole and in parts.
  ///   - all: of the run.
  package func value(epochs done: Double, of all: Int) -> Double {
    first + (last - first) * min(1, done / Double(max(1, all)))
  }
}

extension Temperature: LosslessStringConvertible {
  /// What the command line expects.
  package static let syntax = "FIRST[,LAST], both greater than 0"

  package init?(_ text: String) {
    guard let numbers = NamedNumbers("temperature:" + text)?.numbers,
      numbers.allSatisfy({ $0 > 0 }),
      numbers.count <= 2, let first = numbers.first
    else { return nil }
    self.init()
    (self.first, last) = (first, numbers.count > 1 ? numbers[1] : first)
  }

  package var description: String {
    String(NamedNumbers("temperature", [first, last]).text.dropFirst("temperature:".count))
  }
}
