/// What an objective or a prior needs of the bottleneck.
package struct BottleneckNeed: Sendable {
  /// What it is, and what to do where it is missing.
  let what: String
  let isMet: @Sendable (Bottleneck) -> Bool

  private init(_ what: String, isMet: @escaping @Sendable (Bottleneck) -> Bool) {
    (self.what, self.isMet) = (what, isMet)
  }

  static let nothing = BottleneckNeed("nothing") { _ in true }
  static let divergence = BottleneckNeed("a KL: add --bottleneck gaussian, categorical or joint") {
    $0.regulariser == "kl"
  }
  /// All of z has a normal posterior.
  static let normalPosterior = BottleneckNeed("a normal posterior: add --bottleneck gaussian") {
    $0.normalSize == $0.width
  }
  /// No part of z is discrete.
  static let numbers = BottleneckNeed("numbers for z: add --bottleneck gaussian or none") {
    $0.variables == nil
  }
  static let numbersAndCategories = BottleneckNeed("numbers and categories: add --bottleneck joint")
  { $0.normalSize != nil && $0.variables != nil }
}
