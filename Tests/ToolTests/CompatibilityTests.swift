import Foundation
import Testing
import ToolSandbox

/// Files that an older version wrote are read to what that version made of them: `Tests/Compatibility` has
/// streams, latents, priors, a checkpoint and a model of every kind, made by the commit that `make.sh` there names.
@Suite struct CompatibilityTests {
  private static let folder = Checkout.root.appending(path: "Tests/Compatibility")

  /// A command line, and the SHA-256 of what it wrote.
  struct Entry: CustomTestStringConvertible {
    let digest, command: String
    var testDescription: String { command }
  }

  private static func lines(_ name: String) throws -> [Substring] {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
  }

  private static func entries() throws -> [Entry] {
    try lines("digests.tsv").map { line in
      let fields = line.split(separator: "\t", maxSplits: 1)
      try #require(fields.count == 2)
      return Entry(digest: String(fields[0]), command: String(fields[1]))
    }
  }

  @Test(arguments: try entries())
  func oldFilesGiveTheSameBytes(entry: Entry) throws {
    let box = try Sandbox()
    let result = try box.run(
      """
      set -o pipefail; cp \(Self.folder.path)/files/* .; { \(entry.command); } | sha256sum
      """)
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.text == "\(entry.digest)  -\n")
  }

  /// The commands are those that the script has, and each kind of model that tests know has its file.
  @Test func nothingIsLeftOut() throws {
    let box = try Sandbox()
    let listed = try box.run(Self.folder.appending(path: "commands.sh").path)
    #expect(listed.status == 0)
    #expect(listed.text == (try Self.entries().map { $0.command + "\n" }.joined()))
    let models = try Self.lines("models.txt").map { $0.split(separator: " ", maxSplits: 1)[0] }
    for kind in Sandbox.kinds.keys { #expect(models.contains(kind[...]), "\(kind)") }
  }

  private static func models() throws -> [(name: Substring, options: Substring)] {
    try lines("models.txt").map { line in
      let words = line.split(separator: " ", maxSplits: 1)
      try #require(words.count == 2)
      return (words[0], words[1])
    }
  }

  /// `--init today` begins where the older version did, and training ends at its parameters.
  @Test func weightsThatBeginAsTheyDidEndAsTheyDid() throws {
    let box = try Sandbox()
    #expect(try box.run("cp \(Self.folder.path)/files/* .") == .success())
    for (name, options) in try Self.models() {
      #expect(
        try box.run("vae-fit -q -e 2 -b 16 --init today \(options) data.t > new.t") == .success())
      #expect(try box.parameters("new.t") == box.parameters("\(name).model.t"), "\(name)")
    }
  }

  /// A run that the older version began goes on to the model that it would have ended in.
  @Test func anOldRunGoesOn() throws {
    let box = try Sandbox()
    let result = try box.run(
      """
      set -e; cp \(Self.folder.path)/files/* .
      vae-fit -q --resume run.checkpoint.t -o resumed.model.t data.t
      zstd -dcq resumed.model.t | sha256sum
      zstd -dcq whole.model.t | sha256sum
      """)
    #expect(result.errors == "")
    let digests = result.text.split(separator: "\n")
    try #require(digests.count == 2)
    #expect(digests[0] == digests[1])
  }
}
