import Datasets
import Kernels
import TensorTool
import Tool
import VAETool

/// `--scaler`: what the data go through.
extension Settings {
  /// - Parameters:
  ///   - data: all rows, as they came.
  ///   - name: of the data.
  ///   - before: the scaler of the model that the run goes on from, which its weights were fitted with. It is taken where
  ///     it has the rule that is asked for.
  /// - Throws: `ToolError` with the status `badData`.
  func scaler(of data: Dataset, _ name: String, before: Scaler?) throws -> Scaler? {
    if model.scaling.isNone { return nil }
    if let before, before.columns.count == data.features,
      before.columns.allSatisfy({ $0.scaling == model.scaling })
    {
      return before
    }
    let (scaler, constant) = try blaming(name) { try data.scaler(model.scaling) }
    if !constant.isEmpty {
      let columns = constant.prefix(8).map(String.init).joined(separator: ", ")
      Diagnostic.report(
        "vae-fit", subject: name,
        "\(constant.count == 1 ? "column" : "columns") \(columns)\(constant.count > 8 ? ", ..." : "") "
          + "(counted from 0) \(constant.count == 1 ? "has" : "have") no spread for --scaler "
          + "\(model.scaling): moved to 0, not scaled")
    }
    return scaler
  }

  /// - Throws: `ToolError` with the status `badData`, for a number that cannot be scaled.
  func scale(_ data: inout Dataset, _ name: String, by scaler: Scaler?) throws {
    guard let scaler else { return }
    try blaming(name) { try data.scale(by: scaler, support: model.likelihood.family.support) }
  }
}
