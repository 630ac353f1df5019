import Glibc
import TensorIO
import TensorTool
import Tool

/// Where the model goes: to the output, or, while no epoch is whole, to a file beside it.
///
/// So an untrained model never takes the place of another, nor of none where a script looks for a trained one.
struct ModelOutput: ~Copyable {
  private let path: String?
  private var output: TensorOutput

  /// - Parameter path: that of `-o`; nil and `-` for standard output.
  /// - Throws: `ToolError`, as `TensorOutput` does.
  init(_ path: String?) throws(ToolError) {
    self.path = path == "-" ? nil : path
    output = try TensorOutput(path)
  }

  /// The file beside `FILE`.
  static func part(of path: String) -> String { path + ".part" }

  /// Writes the model. What cannot stay as it was, as standard output, has it in any case.
  ///
  /// - Parameter hasEpoch: whether an epoch is whole.
  /// - Returns: where it is, for a message: `model.t.part, left model.t as it was`.
  /// - Throws: `ToolError`.
  consuming func write(_ model: Frame, hasEpoch: Bool) throws(ToolError) -> String {
    guard !hasEpoch, output.isReplacement, let path else {
      let place = path ?? "standard output"
      try output.write(model)
      try output.finish()
      return place
    }
    let part = ModelOutput.part(of: path)
    var beside = try TensorOutput(part)
    try beside.write(model)
    try beside.finish()
    return access(path, F_OK) == 0 ? "\(part), left \(path) as it was" : part
  }
}
