import Glibc

/// A reader under test, and what must hold whatever bytes it is given. What does not hold traps.
struct Fuzzer {
  let name: String
  let run: ([UInt8]) -> Void

  static var all: [Fuzzer] {
    [
      stream, body, model, use, prior, checkpoint, idx, npy, pnm, png, jpeg, safeTensors,
      parameters,
      table, columns, csv, scores, index,
      numbers, words,
      options,
    ]
  }

  /// The one that the environment variable `FUZZER` names.
  nonisolated(unsafe) static let chosen: Fuzzer? = {
    guard let name = getenv("FUZZER") else { return nil }
    return all.first { $0.name == String(cString: name) }
  }()
}
