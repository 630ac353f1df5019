import Foundation
import Testing
import ToolSandbox

/// Valid inputs changed in every way, as `pipelines/mutations.sh` does: refused with 65 and one line, or read as
/// the same. A tenth of the bits and cuts, the whole table takes longer.
@Suite struct MutationTests {
  private func run(_ options: String, setup: String = "") throws -> Outcome {
    let box = try Sandbox()
    let valid = Checkout.root.appending(path: "formats/vectors/valid").path
    return try box.run("valid='\(valid)'; set -e; \(setup) mutations \(options)")
  }

  /// That all was tried: no tally is of nothing.
  private func check(_ outcome: Outcome, least: Int) {
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.text)\(outcome.errors)")
    let tried = outcome.text.split(separator: "\n").filter { !$0.hasPrefix("memory") }
      .compactMap { Int($0.split(separator: "\t")[1]) }
    #expect(tried.reduce(0, +) >= least)
    #expect(!outcome.text.contains("WRONG") && outcome.text.contains("other content 0"))
  }

  @Test func streams() throws {
    check(try run("--every 11 $valid/*.t"), least: 20_000)
  }

  @Test func bodiesWithTheRightChecksum() throws {
    check(try run("--every 11 --bodies $valid/{example,types,ranks,rows,metadata}.t"), least: 800)
  }

  private static let model = """
    printf '0\\t0.5\\t1\\n1\\t0\\t0.25\\n' | tsv2t --tensor x > data.t
    vae-fit -q -e 1 -z 2 --hidden 2 data.t > model.t
    vae-encode model.t data.t | latent-fit -q gaussian > prior.t

    """

  @Test(arguments: ["model", "prior"])
  func modelsAndPriors(_ kind: String) throws {
    check(try run("--every 11 --kind \(kind) \(kind).t", setup: Self.model), least: 250)
    check(try run("--every 11 --kind \(kind) --bodies \(kind).t", setup: Self.model), least: 200)
  }

  @Test(arguments: ["", " | gzip -n"])
  func indices(_ gzip: String) throws {
    let setup = "printf '\\0\\0\\010\\001\\0\\0\\0\\003\\007\\002\\001'\(gzip) > y; "
    check(
      try run("\(gzip.isEmpty ? "--unchecked " : "")--run 'mnist2t -' y", setup: setup), least: 90)
  }

  /// Another name, word or element is a safetensors file too; all else must be refused.
  @Test func safetensors() throws {
    let frame = "tsv2t --tensor x <<< $'1\\t2' | t2safetensors > frame;"
    let outcome = try run(
      "--every 5 --safetensors --run 'safetensors2t --whole -' frame", setup: frame)
    check(outcome, least: 120)
    for reason in ["another name ", "other elements "] { #expect(outcome.text.contains(reason)) }
    // A change of the grammar is no such thing.
    let strict = try run("--every 11 --safetensors --run cat frame", setup: frame)
    #expect(strict.status == 1 && !strict.text.contains("other content 0"))
    check(
      try run(
        "--every 97 --safetensors --run 'vae-import --like model.t -' network",
        setup: Self.model + "vae-export --safetensors model.t > network;"), least: 60)
  }

  @Test func programs() throws {
    check(try run("--every 97 --run t-info $valid/{example,rows,skippable}.t"), least: 30)
    check(
      try run("--every 197 --run 'vae-encode - data.t' model.t", setup: Self.model), least: 20)
  }

  /// The program says so when something comes that must not: here a tool that reads anything.
  @Test func whatMustNotComeIsTold() throws {
    let outcome = try run("--every 97 --run 'cat' $valid/example.t")
    #expect(outcome.status == 1 && !outcome.text.contains("other content 0"))
  }
}
