/// A bound on log p(x) from several draws of z for each example: the mean over `groups` of
/// log (1/draws) Σ w, with w = p(x|z)·p(z)/q(z|x).
///
/// One group is the IWAE (Burda et al. 2016), several are the MIWAE (Rainforth et al. 2018); one group of
/// one draw is the evidence lower bound with a KL that is drawn too.
package struct Bound: Sendable, Equatable {
  package var groups: Int
  /// In each group.
  package var draws: Int
  /// Whether the encoder's gradient is the doubly reparameterised one (Tucker et al. 2019), whose noise does
  /// not drown it when there are many draws.
  package var isDoublyReparameterized: Bool

  package init(groups: Int = 1, draws: Int = 1, isDoublyReparameterized: Bool = false) {
    self.groups = groups
    self.draws = draws
    self.isDoublyReparameterized = isDoublyReparameterized
  }

  /// Of all groups.
  package var total: Int { groups * draws }

  /// The most draws of an example, and of all examples in a step: the decoder's matrices have a column for
  /// each.
  package static let (most, mostInStep) = (1024, 65_536)
}
