import Found

extension Flow {
  /// The word in `@bottleneck` of a normal posterior with a flow behind it: a reader that knows no flows
  /// must refuse the model, not take its draws for z.
  static var bottleneckWord: String { "gaussian-flow" }
}

extension Flow.Shape: LosslessStringConvertible {
  package static let mostCouplings = 64
  package static let mostHidden = 65_536
  /// What the command line expects.
  package static let syntax = "N,WIDTH: 1 to 64 couplings, networks of 1 to 65536 units"

  package init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let couplings = Int(numeral: parts[0]),
      let hidden = Int(numeral: parts[1]), (1...Flow.Shape.mostCouplings).contains(couplings),
      (1...Flow.Shape.mostHidden).contains(hidden)
    else { return nil }
    self.init(couplings: couplings, hidden: hidden)
  }

  package var description: String { "\(couplings),\(hidden)" }
}
