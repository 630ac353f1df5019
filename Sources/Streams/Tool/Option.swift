/// One row of a tool's option table: what is parsed, what `--help`, the man page and the completions
/// say.
package struct Option<Settings> {
  /// The long name, without the dashes: `latent`.
  package let long: String
  /// The short name: `z`.
  package let short: Character?
  /// The name of the argument, such as `N`; words between bars, `static|dynamic`, are the only ones
  /// allowed; one in brackets, `[DIR]`, can be left out, and is empty text then. Nil for a flag.
  package let argument: String?
  /// The words that are allowed as the argument, or none where any text may be.
  let choices: [String]
  /// What the completions offer for the argument: the choices, or what may begin its forms.
  let words: [String]
  /// What they mean, for a list of them; nil where the option has no such words.
  package let listing: Listing?
  /// A few words, lower case, without a full stop.
  package let help: String
  /// What holds without the option, as the help shows it, where its value does not say so.
  private let standard: String?
  /// What the settings say of it, as its argument would; nil where it is not given.
  private let value: (Settings) -> String?
  private(set) var apply: (inout Settings, Argument) throws -> Void
  /// Whether it is applied before all others, wherever it stands: it sets what they may set otherwise.
  package let goesFirst: Bool
  /// Who remembers it.
  package let keeps: Keeping
  /// Why it makes no sense with others, as `name` was typed.
  private var refusals: [(Settings, _ name: String) -> ToolError?] = []

  /// What remembers an option when the run is over.
  package enum Keeping {
    /// It has no influence on the result.
    case nothing
    /// What a run goes on from; the result has a field of its own for it, or no need.
    case run
    /// That, and the result itself, in words.
    case result
  }

  /// - Parameters:
  ///   - argument: nil for a flag.
  ///   - listing: the words that it takes, where they are too many to stand between bars; where none has numbers
  ///     behind it, no other text is allowed.
  ///   - value: what the settings say of it, as its argument would; nil where it is not given.
  ///   - apply: checks the argument and stores it in the settings.
  package init(
    _ long: String, _ short: Character?, _ argument: String?, _ help: String,
    listing: Listing? = nil, default standard: String? = nil, keeps: Keeping = .nothing,
    goesFirst: Bool = false, value: @escaping (Settings) -> String? = { _ in nil },
    apply: @escaping (inout Settings, Argument) throws -> Void
  ) {
    (self.goesFirst, self.keeps, self.listing, self.value) = (goesFirst, keeps, listing, value)
    (self.long, self.short, self.argument) = (long, short, argument)
    let alternatives = (argument ?? "").split(separator: "|").map(String.init)
    let words = alternatives.count > 1 ? alternatives : []
    let forms = listing?.entries.map(\.form) ?? []
    let isClosed = forms.allSatisfy { Self.beginnings(of: $0) == [$0] }
    choices = isClosed ? words + forms : words
    self.words = words + forms.flatMap(Self.beginnings)
    (self.help, self.standard, self.apply) = (help, standard, apply)
  }

  /// Changes the settings as the option does on a command line.
  ///
  /// - Parameters:
  ///   - text: its argument; of a flag nothing.
  ///   - name: the option as it was typed, such as `-z`; nil for the long name.
  /// - Throws: what `apply` throws.
  package func apply(_ text: String = "", to settings: inout Settings, as name: String? = nil)
    throws
  {
    try apply(&settings, Argument(option: name ?? "--\(long)", choices: choices, text: text))
  }

  /// The same, with something more that is done to the settings.
  ///
  /// - Parameter more: takes the argument; of a flag nothing.
  package func applying(_ more: @escaping (inout Settings, String) -> Void) -> Option {
    var option = self
    option.apply = { [apply] settings, argument in
      try apply(&settings, argument)
      more(&settings, argument.text)
    }
    return option
  }

  /// An option without an argument.
  package init(
    flag long: String, _ short: Character?, _ help: String, keeps: Keeping = .nothing,
    apply: @escaping (inout Settings) -> Void
  ) {
    self.init(long, short, nil, help, keeps: keeps) { settings, _ in apply(&settings) }
  }

  /// What holds without the option, as the help shows it; nil for nothing to show.
  ///
  /// - Parameter defaults: the settings of an empty command line.
  func standard(_ defaults: Settings) -> String? {
    // 0 and 1, not 0.0 and 1.0.
    standard ?? value(defaults).map { $0.hasSuffix(".0") ? String($0.dropLast(2)) : $0 }
  }

  /// The option as settings would have it given, `--warmup 2.0`; nil where they say what others say too.
  package func words(_ settings: Settings, unless others: Settings) -> String? {
    guard let text = value(settings), text != value(others) else { return nil }
    return argument == nil ? "--\(long)" : "--\(long) \(text)"
  }

  /// The same, refused with an error of the status `usage`.
  package func refused(_ error: @escaping (Settings) -> ToolError?) -> Option {
    refusing { settings, _ in error(settings) }
  }

  /// The same, refused where there is a reason: what was found, what was expected, what to do.
  package func refused(_ reason: @escaping (Settings) -> String?) -> Option {
    refusing { settings, name in reason(settings).map { ToolError(.usage, name, $0) } }
  }

  private func refusing(_ error: @escaping (Settings, String) -> ToolError?) -> Option {
    var option = self
    option.refusals.append(error)
    return option
  }

  /// The same, refused with `message` where something does not hold.
  package func needs(_ message: String, _ holds: @escaping (Settings) -> Bool) -> Option {
    refused { holds($0) ? nil : message }
  }

  /// - Parameter name: the option as it was typed, such as `-z`; nil for the long name.
  /// - Throws: `ToolError` with the status `usage`, if the option, given, makes no sense with the others.
  package func check(_ settings: Settings, as name: String? = nil) throws(ToolError) {
    for refusal in refusals {
      if let error = refusal(settings, name ?? "--\(long)") { throw error }
    }
  }

  /// What can be typed of a form before a number is due: `cosine` of `cosine[:LAST]`, `step:` of
  /// `step:EPOCHS,FACTOR`, and `gaussian`, `gaussian:learned` of `gaussian[:NUMBER|learned]`.
  private static func beginnings(of form: String) -> [String] {
    let name = String(form.prefix { $0 != ":" && $0 != "[" })
    let rest = form.dropFirst(name.count)
    let words = rest.split { ":|[]".contains($0) }.filter { $0.first?.isLowercase == true }
    return [rest.hasPrefix(":") ? name + ":" : name] + words.map { "\(name):\($0)" }
  }

  /// Whether the argument can be left out: it stands behind `=` then, or it would be an operand.
  var isOptional: Bool { argument?.hasPrefix("[") == true }

  /// Whether the argument names a file.
  var takesFile: Bool { argument == "FILE" || argument == "MODEL" }

  /// Whether it names a folder.
  var takesFolder: Bool { argument == "DIR" || argument == "[DIR]" }

  /// Whether there must be an argument that names neither.
  var hasOtherArgument: Bool { argument != nil && !isOptional && !takesFile && !takesFolder }

  /// The name of the argument without brackets.
  var argumentName: String? { argument.map { String($0.filter { !"[]".contains($0) }) } }
}
