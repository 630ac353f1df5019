/// What became of a changed input.
enum Outcome: Hashable {
  /// Exit status 65 and one line.
  case refused
  /// Read as the original was.
  case same(String)
  /// Read, and other than the original, for a reason that the format allows.
  case allowed(String)
  /// Read, and other than the original.
  case other
  /// Neither: another status, a signal, more lines than one, output that is torn.
  case wrong(String)
}

/// How often each outcome came.
struct Tally {
  private var counts: [Outcome: Int] = [:]
  private(set) var tried = 0

  mutating func add(_ outcome: Outcome) {
    counts[outcome, default: 0] += 1
    tried += 1
  }

  /// Whether something must not be.
  var isBad: Bool {
    counts.keys.contains {
      switch $0 {
      case .refused, .same, .allowed: false
      case .other, .wrong: true
      }
    }
  }

  /// The counts in words; what did not come is left out, but for the two that matter.
  var text: String {
    var words = ["refused \(counts[.refused] ?? 0)"]
    var same: [String] = []
    var rest: [String] = []
    for (outcome, count) in counts {
      switch outcome {
      case .refused, .other: break
      case .same(let part): same.append("\(part) \(count)")
      case .allowed(let reason): rest.append("\(reason) \(count)")
      case .wrong(let what): rest.append("WRONG: \(what) \(count)")
      }
    }
    let sum = counts.reduce(0) { if case .same = $1.key { $0 + $1.value } else { $0 } }
    words.append(
      "same content \(sum)" + (same.isEmpty ? "" : " (\(same.sorted().joined(separator: ", ")))"))
    words += rest.sorted()
    words.append("other content \(counts[.other] ?? 0)")
    return words.joined(separator: "; ")
  }
}
