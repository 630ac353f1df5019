import Words

/// What an objective needs of the bottleneck.
package struct BottleneckNeed: Sendable {
  private let name: String
  let isMet: @Sendable (any Bottleneck) -> Bool

  private init(_ name: String, isMet: @escaping @Sendable (any Bottleneck) -> Bool) {
    (self.name, self.isMet) = (name, isMet)
  }

  /// What it is, and which bottlenecks have it.
  var what: String { "\(name): add --bottleneck \(Bottlenecks.words(where: isMet))" }

  static let nothing = BottleneckNeed("nothing") { _ in true }
  static let divergence = BottleneckNeed("a KL") { $0.hasDivergence }
  static let normalPosterior = BottleneckNeed("a normal posterior") { $0.isNormal }
  static let numbers = BottleneckNeed("numbers for z") { $0.canFollowNormal }
  static let numbersAndCategories = BottleneckNeed("numbers and categories") { $0.isMixed }
}
