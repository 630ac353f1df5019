import Kernels
import Words

/// A bound on log p(x) from several draws of z for each example: the mean over `groups` of
/// log (1/draws) Σ w, with w = p(x|z)·p(z)/q(z|x).
///
/// One group is the IWAE (Burda et al. 2016), several are the MIWAE (Rainforth et al. 2018); one group of
/// one draw is the evidence lower bound with a KL that is drawn too.
package struct ImportanceBound: LatentObjective {
  package var groups: Int
  /// In each group.
  package var draws: Int
  /// Whether the encoder's gradient is the doubly reparameterised one (Tucker et al. 2019), whose noise does
  /// not drown it when there are many draws.
  package var isDoublyReparameterized: Bool

  static let word = word(
    "iwae:DRAWS", "log p(x) by importance weights of so many draws of z, 1024 at most",
    "Burda et al. 2016, arXiv 1509.00519")
  static let wordOfTwiceReparameterized = word(
    "dreg:DRAWS", "the same, with the doubly reparameterised gradient",
    "Tucker et al. 2019, arXiv 1810.04152", isDoublyReparameterized: true)
  static let wordOfGroups = word(
    "miwae:GROUPS,DRAWS", "the mean of so many such bounds of so many draws",
    "Rainforth et al. 2018, arXiv 1802.04537")

  private static func word(
    _ form: String, _ meaning: String, _ paper: String, isDoublyReparameterized: Bool = false
  ) -> Word<any LatentObjective> {
    Word(form, meaning, paper) {
      let counts = $0.compactMap { Int(exactly: $0) }
      guard counts.count == $0.count, counts.allSatisfy({ (1...most).contains($0) }),
        counts.reduce(1, *) <= most
      else { return nil }
      return ImportanceBound(
        groups: counts.count > 1 ? counts[0] : 1, draws: counts[counts.count - 1],
        isDoublyReparameterized: isDoublyReparameterized)
    }
  }

  package init(groups: Int = 1, draws: Int = 1, isDoublyReparameterized: Bool = false) {
    (self.groups, self.draws) = (groups, draws)
    self.isDoublyReparameterized = isDoublyReparameterized
  }

  /// Of all groups.
  package var total: Int { groups * draws }

  /// The most draws of an example, and of all examples in a step: the decoder's matrices have a column for
  /// each.
  private static let (most, mostInStep) = (1024, 65_536)

  package var description: String {
    groups > 1
      ? NamedNumbers("miwae", [Double(groups), Double(draws)]).text
      : NamedNumbers(isDoublyReparameterized ? "dreg" : "iwae", [Double(draws)]).text
  }

  package var bound: ImportanceBound? { self }
  package var isBound: Bool { true }
  package var hasPenalty: Bool { draws > 1 }
  package var need: BottleneckNeed { .normalPosterior }
  package var takesBeta: Bool { false }
  package var takesWarmup: Bool { true }
  package func divergenceWeight(beta: Double) -> Double { 1 }

  package func fault(_ bottleneck: any Bottleneck, batch: Int, epochs: Int) -> Refusal? {
    if total * batch > ImportanceBound.mostInStep {
      return (
        nil,
        "makes \(total * batch) draws in a step, at most \(ImportanceBound.mostInStep): "
          + "use a smaller --batch"
      )
    }
    // The draws of all epochs are numbered through as epochs of their own.
    let most = NoiseKey.lastEpoch / total
    guard epochs > most else { return nil }
    return (
      "--epochs",
      "\(epochs) times the \(total) draws of --objective \(self) are more than random numbers "
        + "can be told apart by: use at most -e \(most), or fewer draws"
    )
  }
}
