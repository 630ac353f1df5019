import Foundation
import Testing
import ToolSandbox

/// What holds for every tool of the package.
@Suite struct EveryToolTests {
  @Test func thereAreTools() {
    #expect(Checkout.tools.contains("t2pgm"))
  }

  /// A tool whose options are in groups may need more than one screen.
  @Test(arguments: Checkout.tools)
  func helpFitsAScreenAndEndsWithTwoExamples(_ tool: String) throws {
    let help = try Sandbox().run("\(tool) --help")
    #expect(help.status == 0 && help.errors.isEmpty)
    let lines = help.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let hasGroups = lines.filter { $0.hasSuffix(":") } != ["Examples:"]
    #expect(lines.count <= (hasGroups ? 72 : 24))
    for line in lines { #expect(line.count <= (hasGroups ? 100 : 80), "\(line)") }
    #expect(lines.first?.hasPrefix("Usage: \(tool) [OPTION]...") == true)
    #expect(lines.dropLast(2).last == "Examples:")
    for line in lines.suffix(2) { #expect(line.hasPrefix("  ") && line.contains(tool), "\(line)") }
  }

  /// The names of options and their arguments leave room for what they mean.
  @Test(arguments: Checkout.tools)
  func theHelpHasANarrowColumnOfNames(_ tool: String) throws {
    let lines = try Sandbox().run("\(tool) --help").text.split(separator: "\n")
    let options = lines.filter { $0.hasPrefix("  -") || $0.hasPrefix("      --") }
    #expect(options.count >= 2)
    // Two blanks end a name, and are within the first 36 columns.
    for line in options { #expect(line.dropFirst(6).prefix(30).contains("  "), "\(line)") }
  }

  @Test(arguments: Checkout.tools)
  func versionNamesToolAndPackage(_ tool: String) throws {
    #expect(
      try Sandbox().run("\(tool) --version") == .success(Array("\(tool) (vaeutils) 0.1.0\n".utf8)))
  }

  @Test(arguments: Checkout.tools)
  func aFullDiskIsAnError(_ tool: String) throws {
    #expect(
      try Sandbox().run("\(tool) --help > /dev/full")
        == .failure(74, "\(tool): standard output: cannot write: no space left on device"))
  }

  @Test(arguments: Checkout.tools)
  func anUnknownOptionIsRefused(_ tool: String) throws {
    #expect(
      try Sandbox().run("\(tool) --no-such-option")
        == .failure(64, "\(tool): --no-such-option: unknown option; try '\(tool) --help'"))
  }

  @Test(arguments: Checkout.tools)
  func theManPageHoldsTheOptionTable(_ tool: String) throws {
    let page = try String(contentsOf: Checkout.manPage(of: tool), encoding: .utf8)
    let options = try Sandbox().run("\(tool) --help=man").text
    #expect(
      page.contains(".\\\" begin options\n\(options).\\\" end options\n"),
      "run 'make man' and commit the page")
  }

  /// An option without a few words on what it is for has none in the man page and the completions either.
  @Test(arguments: Checkout.tools)
  func everyOptionSaysWhatItIsFor(_ tool: String) throws {
    let lines = try Sandbox().run("\(tool) --help=man").text.split(
      separator: "\n", omittingEmptySubsequences: false)
    for (item, text) in zip(lines, lines.dropFirst()) where item.hasPrefix(".It Fl ") {
      #expect(text.count > 1 && !text.hasPrefix("."), "\(item)")
    }
  }

  @Test(arguments: Checkout.tools)
  func theManPageHoldsTheExamples(_ tool: String) throws {
    let page = try String(contentsOf: Checkout.manPage(of: tool), encoding: .utf8)
    let help = try Sandbox().run("\(tool) --help").text
    for example in help.split(separator: "\n").suffix(2) {
      #expect(page.contains(".Dl \(example.dropFirst(2))\n"))
    }
  }

  @Test(.enabled(if: Checkout.has("mandoc")), arguments: Checkout.tools)
  func theManPageIsClean(_ tool: String) throws {
    let lint = try Sandbox().run("mandoc -Tlint -Wwarning '\(Checkout.manPage(of: tool).path)'")
    #expect(lint == .success())
  }

  @Test(.enabled(if: Checkout.has("shellcheck")), arguments: Checkout.tools)
  func theBashCompletionIsClean(_ tool: String) throws {
    #expect(try Sandbox().run("\(tool) --help=bash | shellcheck -s bash -") == .success())
  }

  @Test(arguments: Checkout.tools)
  func bashCompletesTheLongOptions(_ tool: String) throws {
    let name = tool.replacing("-", with: "_")
    let line = """
      source <(\(tool) --help=bash); _\(name) \(tool) --ver \(tool); echo "${COMPREPLY[@]}"
      """
    #expect(try Sandbox().run(line) == .success(Array("--version\n".utf8)))
  }

  @Test(arguments: Checkout.tools, ["zsh", "fish"])
  func otherShellsHaveCompletions(_ tool: String, _ shell: String) throws {
    let completion = try Sandbox().run("\(tool) --help=\(shell)")
    #expect(completion.status == 0)
    #expect(completion.text.contains(tool) && completion.text.contains("help"))
    // Quotes come in pairs: an apostrophe of the text must not end one.
    let quotes = completion.text.replacing("\\'", with: "").split(separator: "\n")
    #expect(quotes.allSatisfy { line in line.count { $0 == "'" } % 2 == 0 || line.hasPrefix("#") })
    if Checkout.has(shell) {
      #expect(
        try Sandbox().run("\(tool) --help=\(shell) | \(shell) -n /dev/stdin") == .success())
    }
  }
}
