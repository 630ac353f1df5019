import Found
import Glibc
import TensorIO
import TensorTool
import Tool
import VAE

/// The table of `--log`: a header, then a line an epoch, each written when the epoch is over, so
/// that the file can be watched and survives what happens later.
///
/// A model is worth more than its log: what fails after the header is told once, and the run goes on without one.
final class EpochLog {
  /// -1 once it is closed.
  private var descriptor: Int32
  /// What became of the log, told already; nil while it is whole.
  private var failure: ReportedFailure?
  private let path: String
  /// The columns of the losses, of training and of validation.
  private let losses: [(name: String, value: (Metrics) -> Double)]
  private let hasCodebook, hasValidation: Bool

  /// Opens the file at `path`, or standard output for `-`.
  ///
  /// - Parameters:
  ///   - regulariser: the name of its column; nil for none.
  ///   - hasCategories: whether a part of it is of categories beside numbers.
  ///   - capacities: of the objective, at any moment; nil for none.
  ///   - epochs: that an earlier run had complete: their lines stay where the file has them. Nil for a
  ///     new file.
  /// - Throws: `ToolError` with the status `cannotCreate`; `inputOutput`, if the header cannot be written.
  init(
    _ path: String, regulariser: String?, hasCategories: Bool, hasPenalty: Bool,
    capacities: Capacities? = nil, hasCodebook: Bool, validation: Bool, after epochs: Int? = nil
  ) throws(ToolError) {
    self.path = path == "-" ? "standard output" : path
    var losses: [(String, (Metrics) -> Double)] = [
      ("loss", \.loss), ("reconstruction", \.reconstruction),
    ]
    if let regulariser { losses.append((regulariser, \.divergence)) }
    if hasCategories { losses.append(("kl_categories", \.categories)) }
    if hasPenalty { losses.append(("penalty", \.penalty)) }
    if let capacities {
      losses.append(("capacity", { $0.capacities?.numbers ?? 0 }))
      if capacities.categories != nil {
        losses.append(("capacity_categories", { $0.capacities?.categories ?? 0 }))
      }
    }
    self.losses = losses
    (self.hasCodebook, hasValidation) = (hasCodebook, validation)
    descriptor = Self.open(path, emptied: epochs == nil)
    guard descriptor >= 0 else {
      throw ToolError(.cannotCreate, path, "cannot open for writing", errno: errno)
    }
    let names = losses.map(\.0)
    var columns = ["epoch"] + names + ["active"] + (hasCodebook ? ["perplexity"] : [])
    columns += ["seconds", "images_per_second"]
    if validation { columns += names.map { "valid_\($0)" } }
    let header = columns.joined(separator: "\t") + "\n"
    if let epochs, try keep(epochs, under: header) { return }
    try write(header)
  }

  /// Refuses a place where a tensor stream is, such as a model: it would be lost. Other text is the log of an
  /// earlier run.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  static func checkPlace(_ path: String) throws(ToolError) {
    guard path != "-", isReplaced(path), var input = try? TensorInput(path),
      let frame = try? input.next()
    else { return }
    let found = frame.content?.phrase ?? "a tensor stream"
    throw ToolError(
      .usage, "--log", "\(path) holds \(found), and would be lost: name another file")
  }

  /// A file is read too, where lines stay in it. Nothing else is: a pipe that this process could read from would
  /// never be known as closed, and a write to it would wait for ever once it is full. What is open already, such as
  /// `/dev/stdout`, is neither emptied nor opened again.
  ///
  /// - Returns: -1 with `errno`, if it cannot be opened.
  private static func open(_ path: String, emptied: Bool) -> Int32 {
    if path == "-" { return dup(STDOUT_FILENO) }
    if let number = namedDescriptor(path) { return fcntl(number, F_DUPFD_CLOEXEC, 0) }
    if isReplaced(path) {
      return Glibc.open(path, O_RDWR | O_CREAT | (emptied ? O_TRUNC : 0) | O_CLOEXEC, 0o666)
    }
    return Glibc.open(path, O_WRONLY | O_CLOEXEC)
  }

  /// Cuts the file behind the lines of so many epochs, and goes on from there.
  ///
  /// - Returns: false, if the file is empty or none that can be read and cut.
  /// - Throws: `ToolError` with the status `badData`, if it is another table.
  private func keep(_ epochs: Int, under header: String) throws(ToolError) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
      fcntl(descriptor, F_GETFL) & O_ACCMODE == O_RDWR
    else { return false }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw ToolError(.inputOutput, path, "cannot read", errno: errno) }
    let lines = bytes[..<count].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .dropLast()
    guard let first = lines.first, first.elementsEqual(header.utf8.dropLast()) else {
      throw ToolError(.badData, path, "is not the log of this run: its header is another")
    }
    let kept = lines.prefix(1 + epochs).reduce(0) { $0 + $1.count + 1 }
    guard ftruncate(descriptor, off_t(kept)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
      throw ToolError(.inputOutput, path, "cannot write", errno: errno)
    }
    return true
  }

  /// Writes the line of an epoch, unless an earlier one could not be written.
  ///
  /// - Parameter seconds: of the training part alone.
  func append(
    epoch: Int, _ figures: Metrics, seconds: Double, examples: Int, validation: Metrics?
  ) {
    guard failure == nil else { return }
    let rate = seconds > 0 ? Double(examples) / seconds : 0
    var fields = [String(epoch)] + losses(figures)
    fields.append(String(figures.usage.active))
    if hasCodebook { fields.append(fixedPoint(figures.usage.perplexity ?? 0, 2)) }
    fields += [fixedPoint(seconds, 4), fixedPoint(rate, 1)]
    if let validation, hasValidation { fields += losses(validation) }
    let end = self.end
    do {
      try write(fields.joined(separator: "\t") + "\n")
    } catch {
      // Half a number looks like another number.
      if let end { ftruncate(descriptor, end) }
      close(descriptor)
      descriptor = -1
      fail("\(error.message); training goes on without a log")
    }
  }

  /// The size of the file that this log ends; nil where it is none, or goes on behind the log.
  private var end: off_t? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      lseek(descriptor, 0, SEEK_CUR) == status.st_size
    else { return nil }
    return status.st_size
  }

  private func fail(_ message: String) {
    failure = ReportedFailure(.inputOutput, "vae-fit", subject: path, message)
  }

  private func losses(_ figures: Metrics) -> [String] {
    losses.map { fixedPoint($0.value(figures), 4) }
  }

  private func write(_ line: String) throws(ToolError) {
    do {
      try Descriptor.writeOutliving(line, to: descriptor)
    } catch {
      throw ToolError(.inputOutput, path, "cannot write", errno: error.code)
    }
  }

  /// Closes the file, with the result checked: a network file system reports a failed write here.
  ///
  /// - Returns: what went wrong with it or before, told already.
  func finish() -> ReportedFailure? {
    if descriptor >= 0 {
      let result = close(descriptor)
      descriptor = -1
      if result != 0 {
        fail(ToolError(.inputOutput, path, "cannot close", errno: errno).message)
      }
    }
    return failure
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
