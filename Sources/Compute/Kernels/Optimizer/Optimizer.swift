import Words

/// How a step is made of the gradient: a kind and its numbers.
package struct Optimizer: Sendable {
  package let kind: any OptimizerKind

  init(_ kind: any OptimizerKind) { self.kind = kind }
}

extension Optimizer: Worded {
  package var description: String {
    NamedNumbers(String(type(of: kind).word.name), kind.numbers).text
  }
}

extension Optimizer: Equatable {
  package static func == (one: Optimizer, other: Optimizer) -> Bool {
    one.description == other.description
  }
}

/// A kind of optimiser. A new one is a file with this and its rule, and a row in `Optimizer+Table.swift`.
package protocol OptimizerKind: Sendable {
  /// The word of the command line and of model files, its meaning and paper, and what its numbers make.
  static var word: Word<Optimizer> { get }
  /// The numbers behind the word.
  var numbers: [Double] { get }
  /// Whether it remembers two numbers for each parameter; otherwise it is one.
  static var hasSecondMoment: Bool { get }
  /// Whether the vector code takes its steps within the product that the gradient of a dense layer is: then the rule is
  /// that of Adam.
  static var isFused: Bool { get }
  /// The rule of a step.
  func rule(_ step: OptimizerStep) -> UpdateStep
}

extension OptimizerKind {
  package var numbers: [Double] { [] }
  package static var hasSecondMoment: Bool { false }
  package static var isFused: Bool { false }
}

/// What a step depends on beside the optimiser.
package struct OptimizerStep: Sendable {
  /// The learning rate.
  package let rate: Double
  /// What the moments of Adam keep of themselves.
  package let betas: (first: Double, second: Double)
  /// The number of the step, from 1.
  package let number: Int

  package init(rate: Double, betas: (first: Double, second: Double), number: Int) {
    (self.rate, self.betas, self.number) = (rate, betas, number)
  }
}

/// The arithmetic of one step on 16 parameters at a time, the same for each. The vector code has a loop of its own for
/// every rule, into which `update` is compiled; so it is `@inlinable` and always inlined, as all that it calls.
@usableFromInline
package protocol UpdateRule: Sendable {
  /// Steps some parameters.
  ///
  /// - Parameters:
  ///   - first, second: what is remembered of them. Without a second number that is zero, and not kept.
  func update(
    _ weight: inout SIMD16<Float>, gradient: SIMD16<Float>, first: inout SIMD16<Float>,
    second: inout SIMD16<Float>)
}

/// What is done with a rule, whichever it is.
@usableFromInline
package protocol UpdateRuleVisitor {
  func visit(_ rule: some UpdateRule)
}
