import TensorTool
import Tool
import VAE
import VAETool

/// The model that `--start` goes on from.
struct StartingModel {
  let model: Model
  private let name: String

  /// - Throws: `ToolError` with the status `noInput` or `badData`.
  init(_ path: String) throws {
    model = try ModelFile(path: path).model
    name = path == "-" ? "standard input" : path
  }

  /// - Throws: `ToolError` with the status `badData`, if the options make another kind of model.
  func check(_ expected: Configuration) throws(ToolError) {
    let found = model.configuration
    let parts = [
      ("examples", found.exampleShape == expected.exampleShape),
      ("network", found.network == expected.network),
      ("bottleneck", found.bottleneck == expected.bottleneck),
      ("prior", found.prior == expected.prior),
      ("flow", found.posteriorFlow == expected.posteriorFlow),
      ("likelihood", found.likelihood == expected.likelihood),
      ("classes", found.classes == expected.classes),
      ("unit of bytes", found.unit == expected.unit),
    ]
    guard let other = parts.first(where: { !$0.1 }) else { return }
    throw ToolError(
      .badData, name,
      "the model has another \(other.0) than data and options make: give the options that it was "
        + "fitted with (t-info shows them)")
  }
}
