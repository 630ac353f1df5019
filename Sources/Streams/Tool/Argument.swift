import Found

/// The argument of an option, read strictly: no junk around a number, no silent overflow, no locale.
///
/// Every error names the option and has the status `usage`.
package struct Argument {
  /// The option as the user knows it, such as `--latent`.
  package let option: String
  /// The words that are allowed, where the table lists them; else empty.
  let choices: [String]
  package let text: String

  /// A whole number within `range`.
  package func integer<Number: FixedWidthInteger>(
    in range: ClosedRange<Number>
  ) throws(ToolError) -> Number {
    guard let number = Number(numeral: text), range.contains(number) else {
      throw refused("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A finite number greater than zero.
  package func positiveNumber() throws(ToolError) -> Double {
    guard let number = Double(numeral: text), number > 0 else {
      throw refused("a number greater than 0")
    }
    return number
  }

  /// A finite number of at least `bound`.
  package func number(atLeast bound: Double) throws(ToolError) -> Double {
    guard let number = Double(numeral: text), number >= bound else {
      throw refused("a number of at least \(Self.plain(bound))")
    }
    return number
  }

  /// One of the words that the option table lists, such as `bernoulli|gaussian`.
  package func choice<Choice: RawRepresentable<String>>(
    _: Choice.Type = Choice.self
  ) throws(ToolError) -> Choice {
    guard choices.contains(text), let choice = Choice(rawValue: text) else {
      // Any two of the shortest words are near each other: `f16` is no mistyped `f32`.
      throw refused(choices.alternatives, among: choices.filter { $0.utf8.count > 3 })
    }
    return choice
  }

  /// The name of a file; an empty one is refused.
  package func file() throws(ToolError) -> String {
    guard !text.isEmpty else { throw refused("the name of a file") }
    return text
  }

  /// The error for an argument that is not what it should be.
  ///
  /// - Parameters:
  ///   - words: with which it should begin, before a colon where numbers follow. Of a mistyped one the nearest is
  ///     named.
  ///   - suffix: what people put behind such words, though it is part of none.
  package func refused(
    _ expected: String, among words: [String] = [], without suffix: String = ""
  ) -> ToolError {
    let word = text.prefix { $0 != ":" }
    let isLonger = !suffix.isEmpty && word.hasSuffix(suffix) && word.count > suffix.count
    let stem = isLonger ? word.dropLast(suffix.count) : word
    let question =
      isLonger && words.contains(String(stem))
      ? "; did you mean \(stem)?" : didYouMean(stem, among: words)
    return ToolError(.usage, option, "expected \(expected), found \(quoted(text))\(question)")
  }

  private static func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }
}
