import Tool

extension Settings {
  /// Refuses options that the kind of prior has no use for.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func check(against kind: Kind) throws(ToolError) {
    let (name, isMixture, isAggregate) =
      switch kind {
      case .gaussian: ("gaussian", false, false)
      case .mixtures: ("gmm", true, false)
      case .aggregate: ("aggregate", false, true)
      }
    let given = [
      ("--starts", starts != nil, isMixture), ("--iterations", iterations != nil, isMixture),
      ("--tolerance", tolerance != nil, isMixture), ("--rows", rows != nil, isAggregate),
    ]
    for (option, isGiven, hasMeaning) in given where isGiven && !hasMeaning {
      throw ToolError(.usage, option, "has no meaning with \(name)")
    }
  }
}
