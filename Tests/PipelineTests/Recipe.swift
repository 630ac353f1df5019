import Foundation
import Testing
import ToolSandbox

/// A section of `formats/recipes.md`: lines of bash that use another program.
struct Recipe: CustomTestStringConvertible {
  var title = ""
  /// Programs, and modules of Python as `python3-NAME`, that its lines need.
  var needs: [String] = []
  /// What a user has before, made by lines in a comment of the page.
  var given: [String] = []
  var blocks: [String] = []
  /// Files of the section, by name.
  var files: [String: String] = [:]
  /// Lines in a comment of the page that succeed if the right thing came out.
  var checks: [String] = []

  var testDescription: String { title }

  /// The needs that are not installed.
  func missing(in box: Sandbox) throws -> [String] {
    try needs.filter { need in
      let module = need.hasPrefix("python3-") ? need.dropFirst("python3-".count) : nil
      let line = module.map { "python3 -c 'import \($0)'" } ?? "type -P \(need)"
      return try box.run(line).status != 0
    }
  }

  /// All of it, behind what the page begins with.
  func script(after start: Recipe) -> String {
    (["set -eu"] + start.blocks + given + blocks + checks).joined(separator: "\n")
  }

  /// What stands before the first title, and the sections.
  static let page: (start: Recipe, recipes: [Recipe]) = {
    let path = Checkout.root.appending(path: "formats/recipes.md")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    var sections = [Recipe()]
    var fence: (words: [String], lines: [String])?
    for line in text.components(separatedBy: "\n") {
      let last = sections.count - 1
      if let (words, lines) = fence {
        if line != "```" {
          fence = (words, lines + [line])
        } else {
          let block = lines.joined(separator: "\n") + "\n"
          if words[0] == "sh" {
            sections[last].blocks.append(block)
            sections[last].needs += words.dropFirst().filter { !sections[last].needs.contains($0) }
          } else {
            sections[last].files[words[1]] = block
          }
          fence = nil
        }
      } else if line.hasPrefix("```") {
        fence = (line.dropFirst(3).components(separatedBy: " "), [])
      } else if let title = line.wholeMatch(of: /## (.+)/) {
        sections.append(Recipe(title: String(title.1)))
      } else if let comment = line.wholeMatch(of: /<!-- given: (.+) -->/) {
        sections[last].given.append(String(comment.1))
      } else if let comment = line.wholeMatch(of: /<!-- then: (.+) -->/) {
        sections[last].checks.append(String(comment.1))
      }
    }
    return (sections[0], Array(sections.dropFirst()))
  }()
}
