import Glibc
import TensorTool
import Tool

/// Where a stream is cut into files.
enum Cut {
  /// So many rows in each file.
  case rows(Int)
  /// So many frames in each file.
  case frames(Int)
  /// So many files, of a stream that has `total` rows.
  case shards(Int, total: Int)

  /// What the options ask for. For a number of files the stream at `path` is read to its end.
  ///
  /// - Throws: `ToolError`.
  init(_ settings: Settings, _ path: String?) throws(ToolError) {
    switch (settings.rows, settings.frames, settings.shards) {
    case (let rows?, nil, nil): self = .rows(rows)
    case (nil, let frames?, nil): self = .frames(frames)
    case (nil, nil, let shards?): self = .shards(shards, total: try Self.countRows(path))
    default:
      throw ToolError(.usage, nil, "expected one of --rows, --frames and --shards")
    }
  }

  /// The number of rows of the stream before the end of file `number`.
  func end(of number: Int) -> Int {
    switch self {
    case .rows(let size):
      let (end, overflow) = size.multipliedReportingOverflow(by: number + 1)
      return overflow ? Int.max : end
    case .frames: return Int.max
    // Whole parts of equal fractions: sizes differ by one at most.
    case .shards(let count, let total): return min(total, total * (number + 1) / count)
    }
  }

  /// The number of files that there are in any case; the last of them may be without rows.
  var count: Int {
    if case .shards(let count, _) = self { count } else { 0 }
  }

  /// The error for a file that was other rows when it was read again.
  func change(of input: borrowing TensorInput) -> ToolError {
    ToolError(.badData, input.name, "the file changed between the two times that it was read")
  }

  private static func countRows(_ path: String?) throws(ToolError) -> Int {
    var status = stat()
    guard let path, path != "-", stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    else {
      throw ToolError(
        .usage, "--shards",
        "reads its input twice, which needs a regular file: name one, or use --rows or --frames")
    }
    var input = try TensorInput(path)
    var rows = 0
    while let frame = try input.next() { rows += try input.rows(of: frame) }
    return rows
  }
}
