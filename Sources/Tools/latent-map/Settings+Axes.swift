import LatentFits
import TensorTool
import Tool
import VAETool

extension Settings {
  /// Refuses options that contradict each other.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func check(_ operands: [String]) throws(ToolError) {
    if axes != nil, savedAxes != nil {
      throw ToolError(.usage, "--save-axes", "has no meaning with --axes: none are made")
    }
    if axes == "-", (operands.first ?? "-") == "-" {
      throw ToolError(.usage, "-", "standard input cannot be both the axes and the rows")
    }
    if let savedAxes, isSameFile(savedAxes, output ?? "-") {
      throw ToolError(.usage, "--save-axes \(savedAxes)", "is where the map goes already")
    }
  }

  /// The axes of a file, as many as are asked for.
  ///
  /// - Throws: `ToolError`.
  func savedMap(_ path: String) throws -> PrincipalComponents {
    let axes = try PrincipalComponents(path: path)
    let wanted = dimensions ?? axes.dimensions
    guard wanted <= axes.dimensions else {
      throw ToolError(
        .usage, "-d \(wanted)",
        "\(path == "-" ? "standard input" : path) has \(axes.dimensions) axes")
    }
    return axes.prefix(wanted)
  }

  /// Writes the axes, if asked to.
  ///
  /// - Throws: `ToolError`.
  func save(_ axes: PrincipalComponents) throws {
    guard let savedAxes else { return }
    var output = try TensorOutput(savedAxes)
    try output.write(try axes.frame())
    try output.finish()
  }
}
