import Datasets
import Foundation
import Kernels
import Testing
import ToolSandbox
import VAE
import Words

/// `vae-fit --list`: it holds what the options take, and nothing else.
@Suite struct VaeFitListTests {
  /// The words below a heading: each a form, and what it means.
  struct Group {
    let option: String
    var entries: [(form: String, text: String)] = []
  }

  /// The list as text, read anew: a heading ends in its option and NAME, an entry begins in the third column.
  static func groups() throws -> [Group] {
    let list = try Sandbox().run("vae-fit --list")
    try #require(list.status == 0 && list.errors.isEmpty)
    var groups: [Group] = []
    for line in list.text.split(separator: "\n").dropFirst() {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      if let option = line.firstRange(of: "--"), !line.hasPrefix(" ") {
        groups.append(
          Group(option: String(line[option.lowerBound...].prefix { $0 != " " })))
      } else if line.hasPrefix("   ") {
        groups[groups.count - 1].entries[groups[groups.count - 1].entries.count - 1].text +=
          " " + line.trimmingCharacters(in: .whitespaces)
      } else {
        groups[groups.count - 1].entries.append(
          (words[0], words[1].trimmingCharacters(in: .whitespaces)))
      }
    }
    return groups
  }

  static func forms(_ option: String) throws -> [String] {
    try groups().first { $0.option == option }?.entries.map(\.form) ?? []
  }

  @Test func itFitsTheScreenAndReadsNothing() throws {
    let list = try Sandbox().run("vae-fit --list no-such-file.t")
    #expect(list.status == 0 && list.errors.isEmpty)
    for line in list.text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(
      try Sandbox().run("vae-fit --list > /dev/full")
        == .failure(74, "vae-fit: standard output: cannot write: no space left on device"))
  }

  @Test func itHoldsTheTables() throws {
    #expect(try Self.forms("--objective") == LatentObjectives.words.map(\.form))
    #expect(try Self.forms("--likelihood") == Likelihood.families.map { $0.form })
    #expect(try Self.forms("--prior") == LatentPriors.words.map(\.form))
    #expect(try Self.forms("--bottleneck") == BottleneckChoice.words.map(\.form))
    #expect(try Self.forms("--optimizer") == Optimizer.words.map(\.form))
    #expect(try Self.forms("--schedule") == Schedule.words.map(\.form))
    #expect(try Self.forms("--sparsity") == SparsityPenalty.words.map(\.form))
    #expect(try Self.forms("--corrupt") == Corruption.words.map(\.form))
    for group in try Self.groups() {
      for (form, text) in group.entries { #expect(!text.isEmpty, "\(form)") }
    }
  }

  /// Words that the completions offer are those of the list, up to the colon behind which numbers follow.
  @Test(arguments: ["--model", "--activation", "--bottleneck", "--init"])
  func itHoldsTheChoices(_ option: String) throws {
    let line = "vae-fit --help=bash | grep -A 1 -- '\(option))' | grep -o \"'.*'\" | tr -d \"'\""
    let choices = try Sandbox().run(line).text.split { " \n".contains($0) }.map(String.init)
    #expect(choices.count > 4)
    let words = try Self.forms(option).map { form in
      form.firstIndex(of: ":").map { String(form[...$0]) } ?? form
    }
    #expect(words == choices)
  }

  /// With numbers for their names each word is accepted, with the brackets and without; without its last
  /// letter none is.
  @Test func everyWordIsAccepted() throws {
    let box = try Sandbox()
    for group in try Self.groups() {
      for (form, _) in group.entries {
        let name = form.prefix { $0 != ":" && $0 != "[" }
        let whole = form.filter { !"[].".contains($0) }.replacing(/,$/, with: "")
        let numbers = whole.replacing("NUMBER|learned|pixel", with: "1")
          .replacing(/TARGET|PROBABILITY|FACTOR|MOMENTUM/, with: "0.5").replacing(
            /[A-Z][A-Z-]*/, with: "1")
        for word in form.contains("[:") ? [numbers, String(name)] : [numbers] {
          #expect(try box.run("vae-fit \(group.option) \(word) --list").status == 0, "\(word)")
        }
        let cut = numbers.replacing(name, with: name.dropLast())
        #expect(try box.run("vae-fit \(group.option) \(cut) --list").status == 64, "\(cut)")
      }
    }
  }

  /// A model is the options that the list shows for it, bit for bit.
  @Test func modelsAreTheirOptions() throws {
    let box = try Sandbox.withEveryModel()
    let models = try #require(Self.groups().first).entries
    for (name, text) in models {
      let shown = try #require(text.split(separator: ": ").last?.prefix { $0 != "(" })
      let options = name == "dfc" ? shown + " --perceptual model.t" : shown
      let line = """
        vae-fit -q -e 1 -b 50 -z 3 --hidden 12 -m \(name) \
            \(name == "dfc" ? "--perceptual model.t" : "") few.t > by-name.t &&
          vae-fit -q -e 1 -b 50 -z 3 --hidden 12 \(options) few.t | cmp - by-name.t
        """
      #expect(try box.run(line) == .success(), "\(name)")
    }
  }

  @Test func theManPageHasEveryModelAndObjective() throws {
    let page = try String(contentsOf: Checkout.manPage(of: "vae-fit"), encoding: .utf8)
    for option in ["--model", "--objective", "--likelihood"] {
      for form in try Self.forms(option) where form != "elbo" {
        let name = form.prefix { $0 != ":" && $0 != "[" }
        #expect(page.contains("Cm \(name)\n") || page.contains("Cm \(name) "), "\(name)")
      }
    }
  }
}
