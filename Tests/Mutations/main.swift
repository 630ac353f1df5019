// Tries changes of valid inputs, and counts what becomes of them. Not installed: `pipelines/mutations.sh` and
// the tests run it.
//
// usage: mutations [--every N] [--kind stream|model|prior] [--bodies] FILE...
//        mutations [--every N] [--unchecked|--safetensors] --run 'PROGRAM ARGUMENTS' FILE...
//
// Writes a tab-separated line for each file and way to change it: what, how many were tried, what came of them.
// Then, where files were read in this process, the most memory that it had. The exit status is 1 where
// something came that must not.

import Glibc

var every = 1
var kind = StreamSubject.Kind.stream
var hasBodies = false
var unchecked = CommandMutations.Unchecked.nowhere
var program: [String]?
var files: [String] = []
var words = CommandLine.arguments.dropFirst()
while let word = words.popFirst() {
  switch word {
  case "--every": every = words.popFirst().flatMap { Int($0) } ?? 1
  case "--kind": kind = words.popFirst().flatMap { StreamSubject.Kind(rawValue: $0) } ?? .stream
  case "--bodies": hasBodies = true
  case "--unchecked": unchecked = .everywhere
  case "--safetensors": unchecked = .safeTensors
  case "--run": program = words.popFirst()?.split(separator: " ").map(String.init)
  default: files.append(word)
  }
}

/// The bytes of a file.
func contents(of path: String) throws -> [UInt8] {
  guard let file = fopen(path, "r") else {
    throw CommandMutations.Failure(text: "cannot open \(path)")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes += buffer[..<count]
  }
  return bytes
}

/// The peak of this process's resident memory.
func peak() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss >> 10
}

/// The name without its folders.
func name(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

var isBad = false
var tried = 0
for path in files {
  let bytes = try contents(of: path)
  let tallies: [(String, Tally)]
  if let program {
    let mutations = CommandMutations(command: program, step: every, unchecked: unchecked)
    tallies = try mutations.run(bytes).map { ("\(program[0]): \($0)", $1) }
  } else if hasBodies {
    tallies = try BodyMutations(subject: StreamSubject(kind), step: every).run(bytes)
  } else {
    tallies = try StreamMutations(subject: StreamSubject(kind), step: every).run(bytes)
  }
  for (what, tally) in tallies {
    print("\(name(path)), \(what)\t\(tally.tried)\t\(tally.text)")
    isBad = isBad || tally.isBad
    tried += tally.tried
  }
}
if program == nil { print("memory of all that was read here\t\(tried)\t\(peak()) MiB") }
exit(isBad ? 1 : 0)
