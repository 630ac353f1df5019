/// Options that write one value.
extension Option {
  /// An option that writes what `target` names, whose value at first is what holds without it.
  ///
  /// - Parameters:
  ///   - text: the value as the argument would have it.
  ///   - read: checks the argument.
  package init<Value>(
    _ long: String, _ short: Character?, _ argument: String, _ help: String,
    _ target: WritableKeyPath<Settings, Value>, listing: Listing? = nil,
    default standard: String? = nil, keeps: Keeping = .nothing,
    text: @escaping (Value) -> String = { "\($0)" },
    read: @escaping (Argument) throws -> Value
  ) {
    self.init(
      long, short, argument, help, listing: listing, default: standard, keeps: keeps,
      value: { text($0[keyPath: target]) }, apply: { $0[keyPath: target] = try read($1) })
  }

  /// The same where without the option there is no value.
  package init<Value>(
    _ long: String, _ short: Character?, _ argument: String, _ help: String,
    _ target: WritableKeyPath<Settings, Value?>, listing: Listing? = nil,
    default standard: String? = nil, keeps: Keeping = .nothing,
    text: @escaping (Value) -> String = { "\($0)" },
    read: @escaping (Argument) throws -> Value
  ) {
    self.init(
      long, short, argument, help, listing: listing, default: standard, keeps: keeps,
      value: { $0[keyPath: target].map(text) }, apply: { $0[keyPath: target] = try read($1) })
  }

  /// A flag that makes what `target` names true.
  package init(
    flag long: String, _ short: Character?, _ help: String,
    _ target: WritableKeyPath<Settings, Bool>, keeps: Keeping = .nothing
  ) {
    self.init(flag: long, short, help, keeps: keeps) { $0[keyPath: target] = true }
  }
}
