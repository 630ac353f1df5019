import Words

/// All optimisers: a row each in the two lists below.
extension Optimizer {
  /// In the order of `vae-fit --list`.
  package static let words: [Word<Optimizer>] = [Adam.word, AdamW.word, SGD.word]
}

/// Gives a rule to `visitor` as what it is, so that each has a loop of its own.
@inlinable @inline(__always)
package func visit(_ rule: any UpdateRule, _ visitor: some UpdateRuleVisitor) {
  if let rule = rule as? AdamStep { return visitor.visit(rule) }
  if let rule = rule as? AdamWStep { return visitor.visit(rule) }
  if let rule = rule as? SGDStep { return visitor.visit(rule) }
  preconditionFailure("an optimiser's rule is in no list")
}
