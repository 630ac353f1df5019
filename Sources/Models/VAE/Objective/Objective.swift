import Words

/// What is minimised beside the reconstruction, and how it changes on the way.
package struct Objective: Sendable, Equatable {
  /// How reconstructions are compared with examples beside the likelihood.
  package var images = ImageObjective()
  /// The weight of the bottleneck's regulariser; 1 is the ELBO. Of a codebook: the commitment.
  package var beta = 1.0
  /// What else is asked of the codes, or in its place.
  @ComparedByValue package var codes: any LatentObjective = EvidenceLowerBound()
  /// Epochs in which that weight rises from 0.
  package var betaWarmup = 0.0
  /// Nats of each latent dimension's KL that cost nothing (Kingma et al. 2016, equation 15).
  package var freeBits = 0.0
  /// A penalty on the codes of an autoencoder.
  package var sparsity: SparsityPenalty?
  /// The temperature of relaxed categories.
  package var temperature = Temperature()
  /// How much a codebook keeps of its averages at each step.
  package var codebookDecay = 0.99

  package init() {}

  /// Whether the loss has a part beside reconstruction and regulariser.
  package var hasPenalty: Bool { codes.hasPenalty || images.hasLosses }

  /// What the regulariser is called in logs: `kl`, `commitment` or `sparsity`; nil where there is none.
  package func name(of bottleneck: any Bottleneck) -> String? {
    bottleneck.regulariser ?? (sparsity == nil ? nil : "sparsity")
  }

  /// How far the warm-up of the regulariser's weight is, from 0 to 1.
  private func warmth(_ epochs: Double) -> Double {
    betaWarmup > 0 ? min(1, epochs / betaWarmup) : 1
  }

  /// The weights of the regulariser in a step, where categories beside numbers may have one of their own.
  ///
  /// - Parameters:
  ///   - divergence: the regulariser of the batch, its mean over the examples.
  ///   - categories: the part of it that is of such categories.
  package func weights(
    epochs: Double, divergence: Double, categories: Double = 0
  ) -> (whole: Double, categories: Double) {
    let weights = codes.weights(
      divergence: divergence, categories: categories, epochs: epochs, beta: beta)
    return (weights.whole * warmth(epochs), weights.categories * warmth(epochs))
  }

  /// Epochs after which the loss of one is that of another: until then a weight or a capacity rises.
  package var epochsOfChange: Double { max(betaWarmup, codes.epochsOfChange) }

  /// The loss as figures have it, as `formats/model.md` lays it down: with the whole weight of the regulariser
  /// in a warm-up too, and without free bits.
  ///
  /// All are means over the examples, in nats; `categories` is the part of the divergence that is of the
  /// categories of a joint bottleneck, `capacities` what the objective asked for.
  package func loss(
    reconstruction: Double, divergence: Double, categories: Double = 0, penalty: Double,
    capacities: Capacities? = nil
  ) -> Double {
    images.likelihoodWeight * reconstruction
      + codes.loss(
        divergence: divergence, categories: categories, beta: beta, capacities: capacities)
      + penalty
  }
}

/// A temperature that falls in a straight line over the run.
package struct Temperature: Sendable, Equatable {
  package var first = 1.0
  package var last = 0.5

  package init() {}

  /// Whether it is a function of the number of all epochs.
  package var isSpread: Bool { first != last }

  /// - Parameters:
  ///   - done: epochs that are over, whole and in parts.
  ///   - all: of the run.
  package func value(epochs done: Double, of all: Int) -> Double {
    first + (last - first) * min(1, done / Double(max(1, all)))
  }
}

extension Temperature: LosslessStringConvertible {
  /// What the command line expects.
  package static let syntax =
    "FIRST[,LAST], both at least 1e-30: a logit divided by less is beyond single precision"
  /// A logit of 1e8, as large as any that still tells one category from another by 1, stays finite.
  private static let least = 1e-30

  package init?(_ text: String) {
    guard let numbers = NamedNumbers("temperature:" + text)?.numbers,
      numbers.allSatisfy({ $0 >= Temperature.least }),
      numbers.count <= 2, let first = numbers.first
    else { return nil }
    self.init()
    (self.first, last) = (first, numbers.count > 1 ? numbers[1] : first)
  }

  package var description: String {
    String(NamedNumbers("temperature", [first, last]).text.dropFirst("temperature:".count))
  }
}
