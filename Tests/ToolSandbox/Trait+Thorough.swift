package import Testing

extension Trait where Self == ConditionTrait {
  /// Of a test that takes seconds of processor time, emulates a processor or waits: `make quick` leaves it out.
  package static var thorough: Self {
    .enabled(if: !Checkout.isQuick, "make quick leaves it out: make test runs it")
  }
}
