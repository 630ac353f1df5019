import Words

/// A way to bring the numbers of a column near those that a network is made for: y = (f(x) − shift) / scale, f the
/// identity or log(1 + x).
package protocol ScalerRule: SendableMetatype {
  /// The word of the command line and of model files.
  static var name: String { get }
  /// A few words, as `vae-fit --list` has them.
  static var meaning: String { get }
  /// Whether f is log(1 + x), for numbers above −1.
  static var takesLogarithm: Bool { get }
  /// Whether all y of the rows that it is fitted to lie from 0 to 1.
  static var isToUnit: Bool { get }

  /// Shift and scale for a column.
  ///
  /// - Parameter column: of f(x).
  /// - Returns: nil where the column has no spread, so that no scale would do.
  static func fit(_ column: ColumnNumbers) -> (shift: Double, scale: Double)?
}

extension ScalerRule {
  package static var takesLogarithm: Bool { false }
  package static var isToUnit: Bool { false }
}

/// A rule of the table, as an option has it.
package struct Scaling: Worded, Equatable {
  package let rule: any ScalerRule.Type

  package init(_ rule: any ScalerRule.Type) { self.rule = rule }

  /// The table.
  package static let rules: [any ScalerRule.Type] = [
    NoScaling.self, StandardScaling.self, MinMaxScaling.self, RobustScaling.self,
    LogOnePlusScaling.self,
  ]

  package static let words = rules.map { rule in
    Word(rule.name, rule.meaning) { _ in Scaling(rule) }
  }

  package static let none = Scaling(NoScaling.self)

  package var isNone: Bool { self == .none }

  package static func == (a: Scaling, b: Scaling) -> Bool { a.rule == b.rule }

  package var description: String { rule.name }
}
