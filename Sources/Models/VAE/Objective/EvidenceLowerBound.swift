import Words

/// beta · KL: the evidence lower bound, or the β-VAE (Higgins et al. 2017).
package struct EvidenceLowerBound: LatentObjective {
  static let word = Word<any LatentObjective>(
    "elbo", "the evidence lower bound, with --beta that of the beta-VAE",
    "Higgins et al. 2017, ICLR"
  ) { _ in EvidenceLowerBound() }

  package init() {}

  package var description: String { "elbo" }
  package var isBound: Bool { true }
}
