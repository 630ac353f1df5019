package import Foundation
package import TensorIO

/// A temporary folder in which command lines run with the built tools on their path. It is removed with
/// the object.
package final class Sandbox {
  package let folder: URL

  package init() throws {
    folder = URL.temporaryDirectory.appending(path: "vaeutils-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs a line of bash; the result is that of its last command.
  ///
  /// Input and outputs are files, so nothing waits for a reader.
  ///
  /// - Parameter verdict: whether the errors keep the line in which `vae-fit` says that a model is worse than the
  ///   data's mean. The tests fit models to a few random numbers in a step or two, and most are.
  package func run(
    _ line: String, input: [UInt8] = [], environment: [String: String] = [:], verdict: Bool = false
  ) throws -> Outcome {
    let hidden = folder.appending(path: ".run-\(UUID().uuidString)")
    let (input, output, errors) = (
      try file(hidden.appendingPathExtension("in"), input),
      try file(hidden.appendingPathExtension("out"), []),
      try file(hidden.appendingPathExtension("err"), [])
    )
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    // A tool that hangs fails its test after this many seconds, with the status 124.
    let seconds = Checkout.isSanitized ? "1200" : "120"
    process.arguments = ["--foreground", seconds, "/bin/bash", "-c", line]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "\(Checkout.binaries.path):/usr/bin:/bin:/usr/sbin", "LC_ALL": "C",
    ]
    .merging(Checkout.sanitizerOptions) { _, new in new }
    .merging(environment) { _, new in new }
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try withoutBlockedSignals { try process.run() }
    process.waitUntilExit()
    defer { for file in [input, output, errors] { try? FileManager.default.removeItem(at: file) } }
    let text = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : nil,
      signal: process.terminationReason == .exit ? nil : process.terminationStatus,
      output: try Data(contentsOf: output).map(\.self),
      errors: verdict ? text : text.replacing(Sandbox.verdict, with: ""))
  }

  /// That line.
  package static var verdict: Regex<Substring> {
    /vae-fit: the model is worse than the data's mean: a loss of [^;]*; .*\R/
  }

  /// Writes a file in the folder.
  package func write(_ name: String, _ bytes: [UInt8]) throws {
    _ = try file(folder.appending(path: name), bytes)
  }

  /// Writes a tensor stream in the folder.
  package func writeStream(_ name: String, _ frames: [Frame]) throws {
    let handle = try FileHandle(forWritingTo: try file(folder.appending(path: name), []))
    var writer = try StreamWriter(descriptor: handle.fileDescriptor)
    for frame in frames { try writer.write(frame) }
    try writer.finish()
    try handle.close()
  }

  /// The bytes of a file in the folder.
  package func read(_ name: String) throws -> [UInt8] {
    try Data(contentsOf: folder.appending(path: name)).map(\.self)
  }

  /// The frames of a tensor stream in the folder.
  package func frames(_ name: String) throws -> [Frame] {
    let handle = try FileHandle(forReadingFrom: folder.appending(path: name))
    var reader = try StreamReader(descriptor: handle.fileDescriptor)
    var frames: [Frame] = []
    while let frame = try reader.next() { frames.append(frame) }
    try handle.close()
    return frames
  }

  /// The names of all files in the folder, hidden ones too.
  package func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private func file(_ url: URL, _ bytes: [UInt8]) throws -> URL {
    try Data(bytes).write(to: url)
    return url
  }

  /// Runs `body` with no signal blocked. A child inherits the mask, and the threads that tests run on
  /// block every signal.
  private func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var (none, usual) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &usual)
    defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
    try body()
  }
}
