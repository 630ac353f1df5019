import Kernels
import TensorIO
import TensorTool
import VAE
import VAETool

/// The stream of a map: each frame with its places in `z`, instead of what was mapped and other codes.
struct MapOutput: ~Copyable {
  private let tensor: String
  private let axes: PrincipalComponents
  private let source: String
  private let engine: Engine
  private var output: TensorOutput
  private var (number, rows) = (0, 0)

  init(_ settings: Settings, _ axes: PrincipalComponents, of source: String, _ engine: Engine)
    throws
  {
    tensor = settings.tensor
    self.axes = axes
    self.source = source
    self.engine = engine
    output = try TensorOutput(settings.output)
  }

  /// - Throws: `ToolError`.
  mutating func write(_ frame: Frame) throws {
    let replaced = Codes.names + [tensor, "@explained"]
    let explained = Tensor("@explained", shape: [axes.dimensions], axes.explained)
    try blaming(source, frame: number) {
      // Before rows are counted: a model, or data, should be called that.
      _ = try Features(frame, tensor: tensor, firstRow: rows, width: axes.width)
      for part in try frame.cut(forRowsOf: 4 * axes.dimensions) {
        let features = try Features(part, tensor: tensor, firstRow: rows, width: axes.width)
        let places = try axes.project(features, firstRow: rows, engine: engine)
        let z = Tensor("z", shape: [features.rows, axes.dimensions], places)
        let others = part.tensors.filter { !replaced.contains($0.name) }
        try output.write(try Frame([z] + others + [explained]))
        rows += features.rows
      }
    }
    number += 1
  }

  /// - Throws: `ToolError`.
  consuming func finish() throws { try output.finish() }
}
