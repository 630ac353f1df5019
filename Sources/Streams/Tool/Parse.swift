@preconcurrency import CGetopt
// The globals of getopt_long are used on the main thread, before any other thread starts.
import Found
import Glibc

extension Command {
  /// What a command line asks for.
  enum Request {
    case run(Settings, operands: [String])
    case show(String)
  }

  /// Parses a command line with the C library's `getopt_long`: clustered short options,
  /// `--option=value`, unambiguous abbreviations, options after operands, `--`.
  ///
  /// - Parameter arguments: The program's name and its arguments.
  /// - Throws: `ToolError` with the status `usage`.
  func parse(_ arguments: [String]) throws -> Request {
    let vector = CStrings(arguments)
    let names = CStrings(options.map(\.long) + ["help", "version"])
    let help = Int32(options.count) + firstCode
    let codes = (0...Int32(options.count) + 1).map { $0 + firstCode }
    let long =
      codes.enumerated().map { index, code in
        option(
          name: names.pointers[index], has_arg: expectation(code), flag: nil, val: code)
      } + [option()]

    let short = shortOptions
    var given: [(option: Option<Settings>, name: String, text: String)] = []
    var operands: [Operand<Settings>] = []
    var isBehindOption = false
    // Zero makes glibc start afresh; its own messages, which begin with the whole path, are off.
    optind = 0
    opterr = 0
    while true {
      let code = getopt_long(Int32(arguments.count), vector.pointers, short, long, nil)
      switch code {
      case -1:
        // Those behind `--`.
        operands += (Int(optind)..<arguments.count).map {
          Operand(text: String(cString: vector.pointers[$0]!), behind: nil)
        }
        let settings = try settings(given)
        try checkCount(of: operands, settings)
        if !completesSettings {
          for (option, name, _) in given { try option.check(settings, as: name) }
        }
        return .run(settings, operands: operands.map(\.text))
      case Self.operand:
        let last = isBehindOption ? given.last : nil
        operands.append(
          Operand(
            text: String(cString: optarg), behind: last.map { ($0.option, $0.name, $0.text) }))
        isBehindOption = false
      case Int32(UInt8(ascii: "h")) where !options.contains { $0.short == "h" }:
        return .show(helpText)
      case help:
        return .show(try documentation(optarg.map { String(cString: $0) }))
      case help + 1:
        return .show("\(name) (vaeutils) \(version)\n")
      case missingArgument, unknownOption:
        throw refusal(code, word: String(cString: vector.pointers[Int(optind) - 1]!))
      default:
        let text = optarg.map { String(cString: $0) } ?? ""
        let option = options[index(of: code)]
        let name = code < firstCode ? option.short.map { "-\($0)" } : nil
        given.append((option, name ?? "--\(option.long)", text))
        isBehindOption = true
      }
    }
  }

  /// The defaults as the options change them, one after the other.
  private func settings(
    _ given: [(option: Option<Settings>, name: String, text: String)]
  ) throws -> Settings {
    var settings = defaults
    for first in [true, false] {
      for (option, name, text) in given where option.goesFirst == first {
        try option.apply(text, to: &settings, as: name)
      }
    }
    return settings
  }

  /// The code of an operand.
  private static var operand: Int32 { 1 }
  /// The codes of long options lie above every character.
  private var firstCode: Int32 { 256 }
  private var missingArgument: Int32 { Int32(UInt8(ascii: ":")) }
  private var unknownOption: Int32 { Int32(UInt8(ascii: "?")) }

  /// The leading minus lets `getopt_long` give operands where they stand, the colon tell a missing argument from
  /// an unknown option. `-h` is `--help` where it is nothing else.
  private var shortOptions: String {
    options.reduce(into: options.contains { $0.short == "h" } ? "-:" : "-:h") { text, option in
      guard let short = option.short else { return }
      text.append(short)
      if option.argument != nil { text.append(option.isOptional ? "::" : ":") }
    }
  }

  private func expectation(_ code: Int32) -> Int32 {
    let index = Int(code - firstCode)
    guard index < options.count else {
      return index == options.count ? optional_argument : no_argument
    }
    if options[index].isOptional { return optional_argument }
    return options[index].argument == nil ? no_argument : required_argument
  }

  private func index(of code: Int32) -> Int {
    if code >= firstCode { return Int(code - firstCode) }
    let short = UInt8(truncatingIfNeeded: code)
    return options.firstIndex { $0.short?.asciiValue == short } ?? 0
  }

  /// The error for an option that `getopt_long` refused.
  ///
  /// - Parameter word: The word that it looked at last.
  private func refusal(_ code: Int32, word: String) -> ToolError {
    let hint = "try '\(self.name) --help'"
    let known = optopt >= firstCode || (optopt != 0 && code == missingArgument)
    if known, code == missingArgument {
      let option = options[index(of: optopt)]
      let short = optopt < firstCode ? option.short.map { "-\($0)" } : nil
      let name = short ?? "--\(option.long)"
      return ToolError(
        .usage, name, "the argument \(option.argument ?? "") is missing; \(hint)")
    }
    let given = String(word.prefix { $0 != "=" })
    if known {
      return ToolError(.usage, given, "takes no argument; \(hint)")
    }
    if optopt != 0 {
      let short = Character(Unicode.Scalar(UInt8(truncatingIfNeeded: optopt)))
      return ToolError(.usage, "-\(short)", "unknown option; \(hint)")
    }
    let long = options.map(\.long) + ["help", "version"]
    let candidates = long.map { "--\($0)" }.filter { given != "--" && $0.hasPrefix(given) }
    if !candidates.isEmpty {
      return ToolError(
        .usage, given, "could be \(candidates.joined(separator: " or ")); \(hint)")
    }
    let meant = nearestWord(to: given.drop { $0 == "-" }, among: long)
    let question = meant.map { "did you mean --\($0)? " } ?? ""
    return ToolError(.usage, given, "unknown option; \(question)\(hint)")
  }

  /// The number of operands must be one that the usage line allows; `[FILE]...` is any number.
  private func checkCount(of operands: [Operand<Settings>], _ settings: Settings) throws {
    let words = self.operands.split(separator: " ")
    let required = words.filter { !$0.hasPrefix("[") }
    if operands.count < required.count {
      throw ToolError(
        .usage, String(required[operands.count]), "is missing; try '\(name) --help'")
    }
    if operands.count > words.count, words.last?.hasSuffix("...") != true {
      for operand in operands {
        guard let meant = operand.meant(settings) else { continue }
        throw ToolError(
          .usage, operand.text,
          "one operand too many; did you mean \(meant)? try '\(name) --help'")
      }
      throw ToolError(
        .usage, operands[words.count].text, "one operand too many; try '\(name) --help'")
    }
  }

  /// What `--help` and `--help=FORM` show.
  private func documentation(_ form: String?) throws(ToolError) -> String {
    switch form {
    case nil: helpText
    case "man": manualOptions
    case "bash": bashCompletion
    case "zsh": zshCompletion
    case "fish": fishCompletion
    case .some(let form):
      throw ToolError(.usage, "--help", "expected man, bash, zsh or fish, found \(quoted(form))")
    }
  }
}
