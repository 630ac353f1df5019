import Glibc

/// Bits flipped and cuts of an input that a program reads from standard input.
struct CommandMutations {
  /// The program and its arguments.
  let command: [String]
  let step: Int
  let unchecked: Unchecked

  /// Where nothing in an input tells that its data were changed.
  enum Unchecked {
    case nowhere
    case everywhere
    /// In the names, words and elements of a safetensors file.
    case safeTensors
  }

  func run(_ bytes: [UInt8]) throws -> [(String, Tally)] {
    let file = MemoryFile(bytes)
    let original = run(file)
    guard original.status == 0 else { throw Failure(text: "\(command): \(original.errors)") }
    let reason = reasons(bytes)
    var (bits, cuts) = (Tally(), Tally())
    for bit in stride(from: 0, to: 8 * min(bytes.count, reach), by: step) {
      file.set(bytes[bit / 8] ^ 1 << (bit % 8), at: bit / 8)
      let outcome = outcome(of: file, original)
      bits.add(outcome == .other ? reason(bit / 8).map { .allowed($0) } ?? outcome : outcome)
      file.set(bytes[bit / 8], at: bit / 8)
    }
    for size in stride(from: bytes.count - 1, through: 0, by: -step) {
      file.truncate(to: size)
      cuts.add(outcome(of: file, original))
    }
    return [("bits", bits), ("cuts", cuts)]
  }

  /// Why a change of a byte may be read as other data; nil where it may not.
  private func reasons(_ bytes: [UInt8]) -> (Int) -> String? {
    switch unchecked {
    case .nowhere: { _ in nil }
    case .everywhere: { _ in "read as other data" }
    case .safeTensors: SafeTensorsParts(bytes).reason
    }
  }

  struct Failure: Error {
    let text: String
  }

  private struct Ending {
    /// What a shell would say: 128 and the signal's number for a signal.
    var status: Int32
    var output: [UInt8]
    var errors: String
  }

  private func outcome(of file: MemoryFile, _ original: Ending) -> Outcome {
    let ending = run(file)
    switch ending.status {
    case 0: return ending.output == original.output ? .same("input") : .other
    case 65:
      let lines = ending.errors.split(separator: "\n", omittingEmptySubsequences: false)
      guard lines.count == 2, lines[1].isEmpty else { return .wrong("lines") }
      return isWhole(ending.output) ? .refused : .wrong("torn output")
    default: return .wrong("status \(ending.status)")
    }
  }

  /// Whether an output is nothing but whole frames, and no END: what failed must not look complete.
  private func isWhole(_ output: [UInt8]) -> Bool {
    if output.isEmpty { return true }
    guard output.starts(with: [0x57, 0x2A, 0x4D, 0x18]) else { return false }
    let frames = Anatomy(output).frames
    return frames.last?.range.upperBound == output.count && !frames.contains(where: \.isEnd)
  }

  private func run(_ input: MemoryFile) -> Ending {
    let (output, errors) = (MemoryFile(), MemoryFile())
    lseek(input.descriptor, 0, SEEK_SET)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, source) in [input, output, errors].enumerated() {
      posix_spawn_file_actions_adddup2(&actions, source.descriptor, Int32(target))
    }
    // A tool that hangs is ended after a minute, with the status 124.
    let words = (["timeout", "60"] + command).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"
    let environment =
      ["PATH=\(path)", "SWIFT_BACKTRACE=enable=no"].map { (word: String) in strdup(word) } + [nil]
    defer { for word in environment { free(word) } }
    guard posix_spawnp(&process, "timeout", &actions, nil, words, environment) == 0 else {
      return Ending(status: 127, output: [], errors: "cannot run")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {}
    let signal = status & 0x7F
    return Ending(
      status: signal == 0 ? status >> 8 & 0xFF : 128 + signal, output: output.content,
      errors: String(decoding: errors.content, as: UTF8.self))
  }
}
