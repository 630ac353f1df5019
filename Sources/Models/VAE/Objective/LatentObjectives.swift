import Words

/// The table of objectives.
package enum LatentObjectives {
  /// What each word means and what it makes, in the order of `vae-fit --list`.
  package static let words: [Word<any LatentObjective>] = [
    EvidenceLowerBound.word, Capacity.word, Capacity.wordOfBoth, FactorVAE.word,
    TotalCorrelation.word, DIP.word(of: .means), DIP.word(of: .draws), MMD.word(.gaussian),
    MMD.word(.inverseMultiquadratic), SlicedWasserstein.word, MMD.wordOfInfoVAE(.gaussian),
    MMD.wordOfInfoVAE(.inverseMultiquadratic), ImportanceBound.word,
    ImportanceBound.wordOfTwiceReparameterized, ImportanceBound.wordOfGroups,
  ]
}
