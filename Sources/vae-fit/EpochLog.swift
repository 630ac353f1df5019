import Glibc
import Tool
import VAE

/// The table of `--log`: a header, then a line an epoch, each written when the epoch is over, so
/// that the file can be watched and survives what happens later.
final class EpochLog {
  private let descriptor: Int32
  private let path: String
  private let hasValidation: Bool

  /// Opens the file at `path`, or standard output for `-`.
  ///
  /// - Throws: `ToolError` with the status `cannotCreate`.
  init(_ path: String, validation: Bool) throws(ToolError) {
    self.path = path == "-" ? "standard output" : path
    hasValidation = validation
    descriptor =
      path == "-"
      ? dup(STDOUT_FILENO) : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw ToolError(.cannotCreate, path, "cannot open for writing", errno: errno)
    }
    var header = "epoch\tloss\treconstruction\tkl\tactive\tseconds\timages_per_second"
    if validation { header += "\tvalid_loss\tvalid_reconstruction\tvalid_kl" }
    try write(header + "\n")
  }

  /// - Parameter seconds: of the training part alone.
  func append(
    epoch: Int, _ figures: Figures, seconds: Double, examples: Int, validation: Figures?
  ) throws(ToolError) {
    let rate = seconds > 0 ? Double(examples) / seconds : 0
    var fields = [String(epoch)] + EpochLog.fields(figures)
    fields += [String(figures.active), fixedPoint(seconds, 4), fixedPoint(rate, 1)]
    if let validation, hasValidation { fields += EpochLog.fields(validation) }
    try write(fields.joined(separator: "\t") + "\n")
  }

  private static func fields(_ figures: Figures) -> [String] {
    [figures.loss, figures.reconstruction, figures.divergence].map { fixedPoint($0, 4) }
  }

  private func write(_ line: String) throws(ToolError) {
    do {
      try Descriptor.write(line, to: descriptor)
    } catch {
      throw ToolError(.inputOutput, path, "cannot write", errno: error.code)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
