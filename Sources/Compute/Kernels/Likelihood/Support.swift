/// The numbers that a likelihood is a distribution of.
package enum Support: Sendable, Equatable {
  /// From 0 to 1.
  case unit
  /// Any finite number.
  case real
  /// Whole numbers from 0.
  case counts

  /// What a byte p of such data must stand for, p/unit; nil for any unit.
  package var byteUnit: Int? { self == .counts ? 1 : nil }

  package func contains(_ x: Float) -> Bool {
    switch self {
    case .unit: 0...1 ~= x
    case .real: x.isFinite
    case .counts: x >= 0 && x.isFinite && x == x.rounded()
    }
  }

  /// What was expected where a number is none of them, and what to do.
  ///
  /// - Parameter name: the likelihood's word.
  package func wanted(_ name: String) -> String {
    switch self {
    case .unit: "0 to 1 for the \(name) likelihood: scale the data or use the gaussian one"
    case .real: "finite numbers"
    case .counts:
      "whole numbers from 0 for the \(name) likelihood: bytes count where the stream says --unit 1"
    }
  }
}
