/// A stored value of a protocol type. It equals another where both are written the same.
@propertyWrapper
package struct EqualByText<Value: Sendable>: Equatable, Sendable {
  package var wrappedValue: Value

  package init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

  package static func == (a: EqualByText, b: EqualByText) -> Bool {
    "\(a.wrappedValue)" == "\(b.wrappedValue)"
  }
}
