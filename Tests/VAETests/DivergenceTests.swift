import Networks
import Testing

/// A hint goes by the moment at which a loss is no longer a number, and by the data.
@Suite struct DivergenceTests {
  private let peak = Divergence.Peak(value: -3e18, row: 28, data: "data")
  private let small = Divergence.Peak(value: 255, row: 2, data: "data")

  @Test func beforeAnyStepNoRateHelps() {
    #expect(
      Divergence(isFirst: true, peak: peak).hint
        == "the data are too large for single precision (-3e+18 in row 28): scale them")
    #expect(
      Divergence(isFirst: true, start: "m.t", peak: peak) == Divergence(isFirst: true, peak: peak))
    #expect(
      Divergence(isFirst: true, start: "m.t", peak: small).hint
        == "no step was made yet: it is so with the weights of --start m.t")
    for hint in [Divergence(isFirst: true, peak: small).hint, Divergence(isFirst: true).hint] {
      #expect(hint.hasPrefix("no step was made yet: ") && !hint.contains("--lr"))
    }
  }

  @Test func afterAStepItMay() {
    #expect(Divergence(isFirst: false).hint == "a smaller --lr may help")
    #expect(Divergence(isFirst: false, peak: small).hint == "a smaller --lr may help")
    #expect(
      Divergence(isFirst: false, peak: peak).hint
        == "scale the data (-3e+18 in row 28); a smaller --lr may help")
  }
}
