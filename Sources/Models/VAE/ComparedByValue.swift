/// A stored value of a protocol type, `any P`. It equals another of one type with it that it equals.
@propertyWrapper
package struct ComparedByValue<Value: Sendable>: Equatable, Sendable {
  package var wrappedValue: Value

  package init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

  package static func == (one: ComparedByValue, other: ComparedByValue) -> Bool {
    (one.wrappedValue as? any Equatable)?.equals(other.wrappedValue) == true
  }
}

extension Equatable {
  /// Whether the other is of the same type, and equal.
  package func equals(_ other: Any) -> Bool { self == other as? Self }
}
