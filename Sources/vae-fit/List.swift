import Kernels
import VAE
import Words

/// What `--list` prints: every word of the options that name something, from the tables that read them.
struct List {
  /// The words of one option.
  struct Group {
    let heading: String
    let entries: [Entry]
  }

  struct Entry {
    /// The word and the numbers that follow it.
    let form: String
    let meaning: String
    /// Authors, year and where to find it, in brackets.
    let paper: String?

    init(_ form: String, _ meaning: String, _ paper: String?) {
      (self.form, self.meaning, self.paper) = (form, meaning, paper.map { "(\($0))" })
    }

    init<Value>(_ word: Word<Value>) { self.init(word.form, word.meaning, word.paper) }

    /// What is not torn apart at the end of a line.
    var parts: [String] {
      meaning.split(separator: " ").map(String.init) + (paper.map { [$0] } ?? [])
    }
  }

  static let groups = [
    Group(
      heading: "Models: --model NAME, in the place of options that are not given",
      entries: Preset.all.map { Entry($0.name, "\($0.meaning): \($0.options)", $0.paper) }),
    Group(
      heading: "Networks: --encoder NAME",
      entries: NetworkName.allCases.map { Entry($0.form, $0.meaning, nil) }),
    Group(
      heading: "Activations: --activation NAME",
      entries: Activation.choices.map { Entry($0.name, $0.meaning, $0.paper) }),
    Group(
      heading: "Bottlenecks: --bottleneck NAME",
      entries: BottleneckChoice.words.map(Entry.init)),
    Group(
      heading: "Likelihoods: --likelihood NAME",
      entries: Likelihood.families.map { Entry($0.form, $0.meaning, $0.paper) }),
    Group(heading: "Objectives: --objective NAME", entries: LatentObjectives.words.map(Entry.init)),
    Group(heading: "Priors: --prior NAME", entries: LatentPriors.words.map(Entry.init)),
    Group(heading: "Sparsity: --sparsity NAME", entries: Sparsity.words.map(Entry.init)),
    Group(
      heading: "First weights: --init NAME",
      entries: InitialWeights.allCases.map { Entry($0.rawValue, $0.meaning, $0.paper) }),
    Group(heading: "Noise: --corrupt NAME", entries: Corruption.words.map(Entry.init)),
    Group(heading: "Optimisers: --optimizer NAME", entries: Optimizer.words.map(Entry.init)),
    Group(heading: "Schedules: --schedule NAME", entries: Schedule.words.map(Entry.init)),
  ]

  /// No line beyond 100 columns.
  static var text: String {
    let head = "Numbers follow a word as its form shows; what is in brackets may be left out.\n"
    return groups.reduce(into: head) { text, group in
      text += "\n\(group.heading)\n"
      let width = group.entries.map(\.form.count).max() ?? 0
      for entry in group.entries { text += lines(entry, width: width) }
    }
  }

  /// A word, and what it means in the column beside it.
  private static func lines(_ entry: Entry, width: Int) -> String {
    let margin = String(repeating: " ", count: width + 3)
    var lines = ["  " + entry.form + margin.dropFirst(entry.form.count + 2)]
    for part in entry.parts {
      if lines[lines.count - 1].count + 1 + part.count > 100 { lines.append(margin) }
      lines[lines.count - 1] += " " + part
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
