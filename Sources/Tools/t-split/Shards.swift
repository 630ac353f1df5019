import Glibc
import TensorIO
import TensorTool
import Tool

/// The files that a stream is cut into, one after another. Each appears whole or not at all, and its
/// name is then printed.
struct Shards: ~Copyable {
  /// As many as have a name of five digits, so that the names' order is that of the rows.
  static let most = 100_000

  private let prefix: String
  private var output: TensorOutput?
  /// The number of the file that frames go to.
  private(set) var number = 0
  /// The number of frames that it has.
  private(set) var frames = 0
  /// What a file without rows holds: the first frame of the stream without its rows.
  var empty: Frame?

  init(prefix: String) { self.prefix = prefix }

  /// - Throws: `ToolError`, with the status `usage` where there would be too many files.
  mutating func write(_ frame: Frame) throws(ToolError) {
    if output == nil { output = try TensorOutput(try name()) }
    try output?.write(frame)
    frames += 1
  }

  /// Ends the present file, and so every one that has all its rows after `row` rows.
  mutating func end(whereFull cut: Cut, after row: Int) throws(ToolError) {
    while cut.end(of: number) <= row, cut.count == 0 || number < cut.count { try end() }
  }

  /// Ends the present file.
  mutating func end() throws(ToolError) {
    let name = try name()
    if output == nil { output = try TensorOutput(name) }
    if frames == 0, let empty { try output?.write(empty) }
    try output.take()?.finish()
    number += 1
    frames = 0
    try show("\(name)\n")
  }

  /// Ends the last file; there is one at least.
  ///
  /// - Throws: `ToolError`, also where an earlier run left a file of the next number: who reads all files
  ///   of the prefix would take its rows for some of this stream.
  mutating func finish() throws(ToolError) {
    if output != nil || number == 0 { try end() }
    guard number < Self.most else { return }
    let next = try name()
    if access(next, F_OK) == 0 {
      throw ToolError(
        .cannotCreate, next, "is a shard of an earlier run, after the \(number) new ones; remove it"
      )
    }
  }

  private func name() throws(ToolError) -> String {
    guard number < Self.most else {
      throw ToolError(
        .usage, nil, "more than \(Self.most) files would be needed; put more into each")
    }
    let digits = String(number)
    return prefix + String(repeating: "0", count: 5 - digits.count) + digits + ".t"
  }
}
