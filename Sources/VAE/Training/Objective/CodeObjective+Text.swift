extension CodeObjective: Worded {
  /// The table.
  package static let words: [Word<CodeObjective>] = [
    Word(
      "elbo", "the evidence lower bound, with --beta that of the beta-VAE",
      "Higgins et al. 2017, ICLR"
    ) { _ in .elbo },
    Word(
      "capacity:W,NATS,EPOCHS", "W times |KL - C|, C rising from 0 to NATS in EPOCHS",
      "Burgess et al. 2018, arXiv 1804.03599"
    ) {
      guard $0.allSatisfy({ $0 >= 0 }) else { return nil }
      return .capacity(weight: $0[0], nats: $0[1], epochs: $0[2])
    },
    Word(
      "capacities:W,NATS,CATEGORY-NATS,EPOCHS",
      "W times |KL - C| of the numbers of joint, and of its categories",
      "Dupont 2018, arXiv 1804.00104"
    ) {
      guard $0.allSatisfy({ $0 >= 0 }) else { return nil }
      return .capacities(weight: $0[0], nats: $0[1], categoryNats: $0[2], epochs: $0[3])
    },
    Word(
      "factor:GAMMA[,WIDTH,LAYERS]",
      "the ELBO and GAMMA times the total correlation, by a discriminator of this size",
      "Kim & Mnih 2018, arXiv 1802.05983"
    ) {
      guard $0[0] >= 0, $0.count != 2 else { return nil }
      var penalty = FactorPenalty(weight: $0[0])
      if $0.count == 3 {
        guard let width = Int(exactly: $0[1]), let layers = Int(exactly: $0[2]),
          (1...4096).contains(width), (1...16).contains(layers)
        else { return nil }
        (penalty.width, penalty.layers) = (width, layers)
      }
      return .factor(penalty)
    },
    Word(
      "tc:BETA", "the ELBO with BETA times the total correlation of z",
      "Chen et al. 2018, arXiv 1802.04942"
    ) {
      $0[0] < 0 ? nil : .correlation(CorrelationPenalty(weight: $0[0] - 1))
    },
    covariance("dip1", .means, "the posteriors' means"),
    covariance("dip2", .draws, "draws from the posteriors"),
    discrepancy("wae-rbf", .gaussian, "a Gaussian kernel"),
    discrepancy("wae-imq", .inverseMultiquadratic, "an inverse multiquadratic kernel"),
    Word(
      "swae:W,DIRECTIONS", "no KL, but W times the sliced Wasserstein distance of codes and prior",
      "Kolouri et al. 2019, arXiv 1804.01947"
    ) {
      guard $0[0] > 0, let directions = Int(exactly: $0[1]), (1...4096).contains(directions)
      else { return nil }
      return .sliced(SlicedPenalty(weight: $0[0], directions: directions))
    },
    information("info-rbf", .gaussian), information("info-imq", .inverseMultiquadratic),
    bound(
      "iwae:DRAWS", "log p(x) by importance weights of so many draws of z, 1024 at most",
      "Burda et al. 2016, arXiv 1509.00519"),
    bound(
      "dreg:DRAWS", "the same, with the doubly reparameterised gradient",
      "Tucker et al. 2019, arXiv 1810.04152"),
    bound(
      "miwae:GROUPS,DRAWS", "the mean of so many such bounds of so many draws",
      "Rainforth et al. 2018, arXiv 1802.04537"),
  ]

  private static func bound(_ form: String, _ meaning: String, _ paper: String)
    -> Word<CodeObjective>
  {
    Word(form, meaning, paper) {
      let counts = $0.compactMap { Int(exactly: $0) }
      guard counts.count == $0.count, counts.allSatisfy({ (1...Bound.most).contains($0) }),
        counts.reduce(1, *) <= Bound.most
      else { return nil }
      return .bound(
        Bound(
          groups: counts.count > 1 ? counts[0] : 1, draws: counts[counts.count - 1],
          isDoublyReparameterized: form.hasPrefix("dreg")))
    }
  }

  private static func covariance(
    _ name: String, _ source: CovariancePenalty.Source, _ whose: String
  ) -> Word<CodeObjective> {
    Word(
      "\(name):OFF,DIAGONAL", "the ELBO, and the covariance of \(whose) drawn to I",
      "Kumar et al. 2018, arXiv 1711.00848"
    ) {
      guard $0.allSatisfy({ $0 >= 0 }) else { return nil }
      return .covariance(CovariancePenalty(of: source, offDiagonal: $0[0], diagonal: $0[1]))
    }
  }

  private static func discrepancy(
    _ name: String, _ kernel: DiscrepancyPenalty.Kernel, _ which: String
  ) -> Word<CodeObjective> {
    Word(
      "\(name):W", "no KL, but W times the maximum mean discrepancy, with \(which)",
      "Tolstikhin et al. 2018, arXiv 1711.01558"
    ) {
      $0[0] > 0 ? .discrepancy(DiscrepancyPenalty(kernel, weight: $0[0], alpha: nil)) : nil
    }
  }

  private static func information(
    _ name: String, _ kernel: DiscrepancyPenalty.Kernel
  ) -> Word<CodeObjective> {
    Word(
      "\(name):ALPHA,LAMBDA",
      "1 - ALPHA times the KL, ALPHA + LAMBDA - 1 times the discrepancy of wae-\(kernel.rawValue)",
      "Zhao et al. 2019, arXiv 1706.02262"
    ) {
      guard $0[0] <= 1, $0[0] + $0[1] >= 1 else { return nil }
      return .discrepancy(
        DiscrepancyPenalty(kernel, weight: $0[0] + $0[1] - 1, alpha: $0[0]))
    }
  }

  package var description: String {
    switch self {
    case .elbo: "elbo"
    case .capacity(let weight, let nats, let epochs):
      NamedNumbers("capacity", [weight, nats, epochs]).text
    case .capacities(let weight, let nats, let categoryNats, let epochs):
      NamedNumbers("capacities", [weight, nats, categoryNats, epochs]).text
    case .factor(let penalty):
      NamedNumbers(
        "factor", [penalty.weight, Double(penalty.width), Double(penalty.layers)]
      ).text
    case .correlation(let penalty): NamedNumbers("tc", [penalty.weight + 1]).text
    case .bound(let bound):
      bound.groups > 1
        ? NamedNumbers("miwae", [Double(bound.groups), Double(bound.draws)]).text
        : NamedNumbers(bound.isDoublyReparameterized ? "dreg" : "iwae", [Double(bound.draws)]).text
    case .sliced(let penalty):
      NamedNumbers("swae", [penalty.weight, Double(penalty.directions)]).text
    case .covariance(let penalty):
      NamedNumbers(
        penalty.source == .means ? "dip1" : "dip2", [penalty.offDiagonal, penalty.diagonal]
      ).text
    case .discrepancy(let penalty):
      if let alpha = penalty.alpha {
        NamedNumbers("info-\(penalty.kernel.rawValue)", [alpha, penalty.weight + 1 - alpha]).text
      } else {
        NamedNumbers("wae-\(penalty.kernel.rawValue)", [penalty.weight]).text
      }
    }
  }
}
