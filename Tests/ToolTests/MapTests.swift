import Foundation
import Testing
import ToolSandbox

/// The map of the project names files that are there.
@Suite struct MapTests {
  let box: Sandbox

  init() throws { box = try Sandbox() }

  /// Code spans with a slash are paths from the top or from `Sources`; words in capitals stand for any name.
  private static let paths = try! ["ARCHITECTURE.md", "CONTRIBUTING.md"].flatMap { name in
    let text = try String(contentsOf: Checkout.root.appending(path: name), encoding: .utf8)
    return text.matches(of: /`([A-Z][A-Za-z0-9]*\/[^`\s]+)`/).map { String($0.1) }
  }

  @Test func thereArePaths() { #expect(Self.paths.count > 30) }

  @Test(arguments: Set(paths).sorted()) func thePathIsThere(_ path: String) throws {
    let pattern = path.replacing(/NAME|THEME/, with: "*")
    let root = Checkout.root.path
    let found = try box.run(
      "ls -d \(root)/\(pattern) \(root)/Sources/\(pattern) \(root)/Sources/*/\(pattern) "
        + "\(root)/Sources/*/*/\(pattern) 2> /dev/null | head -1 | wc -l")
    #expect(found.text == "1\n")
  }
}
