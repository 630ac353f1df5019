import Words

/// All optimisers: a row each in the three lists below.
extension Optimizer {
  /// In the order of `vae-fit --list`.
  package static let words: [Word<Optimizer>] = [
    Adam.word, AdamW.word, SGD.word, AdaGrad.word,
  ]
}

/// The rule of one step.
@usableFromInline
package enum UpdateStep: Sendable {
  case adam(AdamStep)
  case adamW(AdamWStep)
  case sgd(SGDStep)
  case adaGrad(AdaGradStep)

  /// Gives the rule to `visitor` as what it is, so that the vector code has a loop for each.
  @inlinable @inline(__always)
  package func visit(_ visitor: some UpdateRuleVisitor) {
    switch self {
    case .adam(let rule): visitor.visit(rule)
    case .adamW(let rule): visitor.visit(rule)
    case .sgd(let rule): visitor.visit(rule)
    case .adaGrad(let rule): visitor.visit(rule)
    }
  }
}
