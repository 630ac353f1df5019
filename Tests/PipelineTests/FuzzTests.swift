import Foundation
import Testing
import ToolSandbox

/// What `pipelines/fuzz.sh` starts from. The fuzzers themselves are built and run by `make fuzz`.
@Suite struct FuzzTests {
  /// As the sources name them.
  private static let fuzzers: Set<String> = {
    let folder = Checkout.root.appending(path: "Tests/Fuzzers")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let text = files.map {
      (try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)) ?? ""
    }
    let names = text.joined().matches(of: /Fuzzer\(name: "([a-z]+)"\)/).map { String($0.1) }
    return Set(names)
  }()

  /// Inputs are no larger than what libFuzzer is allowed to make of them, 4096 bytes.
  @Test(.enabled(if: Checkout.has("zstd")))
  func everyFuzzerHasSmallInputsToStartFrom() throws {
    let box = try Sandbox()
    let run = try box.run("\(Workshop.pipelines)/fuzz/seeds.sh seeds \(Checkout.root.path)")
    #expect(run.status == 0, "\(run.errors)")
    let found = try box.run(
      "cd seeds && find */ -type f -not -empty -size -9 | cut -d / -f 1 | sort | uniq -c")
    let counts = found.text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(Set(counts.map { String($0[1]) }) == Self.fuzzers && !Self.fuzzers.isEmpty)
    // Three formats of streams of one frame, and every kind of model.
    let expected = ["model": 14, "use": 14, "prior": 4]
    for count in counts {
      if let expected = expected[String(count[1])] { #expect(Int(count[0]) == expected) }
    }
    #expect(try box.run("grep -c '^\"@model\"$' seeds/dictionary").text == "1\n")
  }
}
