/// Pixels made 0 or 1, 1 with the pixel's value as the probability.
package enum Binarization: String, Sendable, Equatable, CaseIterable,
  CustomStringConvertible
{
  /// One draw for good.
  case fixed = "static"
  /// A new draw each epoch (Salakhutdinov & Murray 2008).
  case dynamic

  package var description: String { rawValue }
}
