import Glibc
import Tool
import VAE

/// The table of `--log`: a header, then a line an epoch, each written when the epoch is over, so
/// that the file can be watched and survives what happens later.
final class EpochLog {
  private let descriptor: Int32
  private let path: String
  /// Whether the model has a regulariser, with a part for categories, the objective a penalty, and
  /// whether there are a codebook and validation data.
  private let hasRegulariser, hasCategories, hasPenalty, hasCodebook, hasValidation: Bool

  /// Opens the file at `path`, or standard output for `-`.
  ///
  /// - Parameters:
  ///   - regulariser: the name of its column; nil for none.
  ///   - hasCategories: whether a part of it is of categories beside numbers.
  /// - Throws: `ToolError` with the status `cannotCreate`.
  init(
    _ path: String, regulariser: String?, hasCategories: Bool, hasPenalty: Bool,
    hasCodebook: Bool, validation: Bool
  ) throws(ToolError) {
    self.path = path == "-" ? "standard output" : path
    hasRegulariser = regulariser != nil
    self.hasCategories = hasCategories
    self.hasPenalty = hasPenalty
    self.hasCodebook = hasCodebook
    hasValidation = validation
    descriptor =
      path == "-"
      ? dup(STDOUT_FILENO) : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw ToolError(.cannotCreate, path, "cannot open for writing", errno: errno)
    }
    let losses =
      ["loss", "reconstruction"] + (regulariser.map { [$0] } ?? [])
      + (hasCategories ? ["kl_categories"] : []) + (hasPenalty ? ["penalty"] : [])
    var columns = ["epoch"] + losses + ["active"] + (hasCodebook ? ["perplexity"] : [])
    columns += ["seconds", "images_per_second"]
    if validation { columns += losses.map { "valid_\($0)" } }
    try write(columns.joined(separator: "\t") + "\n")
  }

  /// - Parameter seconds: of the training part alone.
  func append(
    epoch: Int, _ figures: Figures, seconds: Double, examples: Int, validation: Figures?
  ) throws(ToolError) {
    let rate = seconds > 0 ? Double(examples) / seconds : 0
    var fields = [String(epoch)] + losses(figures)
    fields.append(String(figures.usage.active))
    if hasCodebook { fields.append(fixedPoint(figures.usage.perplexity ?? 0, 2)) }
    fields += [fixedPoint(seconds, 4), fixedPoint(rate, 1)]
    if let validation, hasValidation { fields += losses(validation) }
    try write(fields.joined(separator: "\t") + "\n")
  }

  private func losses(_ figures: Figures) -> [String] {
    var losses = [figures.loss, figures.reconstruction]
    if hasRegulariser { losses.append(figures.divergence) }
    if hasCategories { losses.append(figures.categories) }
    if hasPenalty { losses.append(figures.penalty) }
    return losses.map { fixedPoint($0, 4) }
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
