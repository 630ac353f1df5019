/// The nats of KL that an objective asks for: of z, or of the numbers of a joint bottleneck and of its
/// categories apart.
package struct Capacities: Sendable, Equatable {
  package var numbers: Double
  /// Nil where the whole KL has one capacity.
  package var categories: Double?

  package init(numbers: Double, categories: Double? = nil) {
    (self.numbers, self.categories) = (numbers, categories)
  }

  /// Both times a factor.
  package func scaled(by factor: Double) -> Capacities {
    Capacities(numbers: factor * numbers, categories: categories.map { factor * $0 })
  }

  static func + (a: Capacities, b: Capacities) -> Capacities {
    Capacities(
      numbers: a.numbers + b.numbers,
      categories: a.categories.map { $0 + (b.categories ?? 0) } ?? b.categories)
  }
}
