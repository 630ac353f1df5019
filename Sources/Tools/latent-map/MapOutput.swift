import Datasets
import Kernels
import LatentFits
import TensorIO
import TensorTool
import VAE
import VAETool

/// The stream of a map: each frame with its places in `z`, instead of what was mapped and other codes.
struct MapOutput: ~Copyable {
  private let tensor: String
  private let axes: PrincipalComponents
  private let engine: Engine
  private var output: TensorOutput

  init(_ settings: Settings, _ axes: PrincipalComponents, _ engine: Engine) throws {
    tensor = settings.tensor
    self.axes = axes
    self.engine = engine
    output = try TensorOutput(settings.output)
  }

  /// - Throws: `VAEError`, `StreamError`; `ToolError` of the output.
  mutating func write(_ frame: Frame, firstRow: Int) throws {
    let replaced = Codes.names + [tensor, "@explained"]
    let explained = Tensor("@explained", shape: [axes.dimensions], axes.explained)
    // Before rows are counted: a model, or data, should be called that.
    _ = try Features(frame, tensor: tensor, firstRow: firstRow, width: axes.width)
    for (part, row) in try frame.cut(forRowsOf: 4 * axes.dimensions, from: firstRow) {
      let features = try Features(part, tensor: tensor, firstRow: row, width: axes.width)
      let places = try axes.project(features, firstRow: row, engine: engine)
      let z = Tensor("z", shape: [features.rows, axes.dimensions], places)
      try output.write(try Frame([z] + part.tensors(without: replaced) + [explained]))
    }
  }

  /// - Throws: `ToolError`.
  consuming func finish() throws { try output.finish() }
}
