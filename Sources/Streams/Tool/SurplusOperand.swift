import Glibc

/// An operand as it stood on the command line.
struct Operand<Settings> {
  let text: String
  /// The option right before it, as it was typed, with its argument.
  let behind: (option: Option<Settings>, name: String, argument: String)?

  /// What was probably meant where there is an operand too many: a part of that option's argument, which a blank
  /// has cut off. Nil where it may well be an operand, such as a file that is there.
  func meant(_ settings: Settings) -> String? {
    guard let (option, name, argument) = behind, option.argument != nil else { return nil }
    // What is to be typed must be seen.
    guard (argument + text).utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    if option.isOptional, argument.isEmpty {
      return accepts(option, text, settings) ? "--\(option.long)=\(text)" : nil
    }
    if option.takesFile || option.takesFolder || access(text, F_OK) == 0 { return nil }
    let joined = [":", ","].map { "\(argument)\($0)\(text)" }
    return joined.first { accepts(option, $0, settings) }.map { "\(name) \($0)" }
  }

  private func accepts(_ option: Option<Settings>, _ text: String, _ settings: Settings) -> Bool {
    var settings = settings
    return (try? option.apply(text, to: &settings)) != nil
  }
}
