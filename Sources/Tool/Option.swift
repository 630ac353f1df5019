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
  /// A few words, lower case, without a full stop.
  package let help: String
  /// What holds without the option, as the help shows it.
  package let standard: String?
  private(set) var apply: (inout Settings, Argument) throws -> Void
  /// Whether it is applied before all others, wherever it stands: it sets what they may set otherwise.
  package let goesFirst: Bool

  /// An option with an argument.
  ///
  /// - Parameters:
  ///   - choices: the words that are allowed, where they are too many to stand between bars; the help
  ///     then names them.
  ///   - forms: what the argument may be where numbers can follow a word, as `step:EPOCHS,FACTOR`, for
  ///     the completions.
  ///   - apply: checks the argument and stores it in the settings.
  package init(
    _ long: String, _ short: Character?, _ argument: String, _ help: String,
    choices: [String]? = nil, forms: [String] = [], default standard: String? = nil,
    goesFirst: Bool = false,
    apply: @escaping (inout Settings, Argument) throws -> Void
  ) {
    self.goesFirst = goesFirst
    self.long = long
    self.short = short
    self.argument = argument
    let words = argument.contains("|") ? argument.split(separator: "|").map(String.init) : []
    self.choices = choices ?? words
    self.words = self.choices + forms.flatMap(Self.beginnings)
    self.help = help
    self.standard = standard
    self.apply = apply
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
    flag long: String, _ short: Character?, _ help: String,
    apply: @escaping (inout Settings) -> Void
  ) {
    self.long = long
    self.short = short
    self.argument = nil
    self.choices = []
    words = []
    self.help = help
    self.standard = nil
    goesFirst = false
    self.apply = { settings, _ in apply(&settings) }
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
