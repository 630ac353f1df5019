import Datasets
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

  /// - Throws: `ToolError` with the status `badData`, if the data or the options make another kind of model.
  func check(_ expected: Configuration, _ input: RunInput) throws(ToolError) {
    let found = model.configuration
    let source = "the model of --start \(name) was fitted to"
    if let fault = unitFault(input.data.unit, found.unit, source: source) {
      throw ToolError(.badData, input.name, fault)
    }
    let parts = [
      ("examples", found.exampleShape == expected.exampleShape),
      ("network", found.network == expected.network),
      ("bottleneck", found.bottleneck.equals(expected.bottleneck)),
      ("prior", found.prior.equals(expected.prior)),
      ("flow", found.posteriorFlow == expected.posteriorFlow),
      ("likelihood", found.likelihood == expected.likelihood),
      ("columns", found.columns == expected.columns), ("scaler", found.scaler == expected.scaler),
      ("classes", found.classes == expected.classes),
    ]
    guard let other = parts.first(where: { !$0.1 }) else { return }
    throw ToolError(
      .badData, name,
      "the model has other \(other.0) than data and options make: give the options that it was "
        + "fitted with (t-info shows them)")
  }
}
