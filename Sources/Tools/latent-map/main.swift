import Kernels
import LatentFits
import TensorIO
import TensorTool
import Tool
import VAETool

struct Settings {
  static let standardDimensions = 2

  var dimensions: Int?
  var tensor = "z"
  var axes: String?
  var savedAxes: String?
  var threads: Int?
  var output: String?

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

let command = Command(
  name: "latent-map", summary: "draw many dimensions together to two (PCA)", operands: "[FILE]",
  defaults: Settings(),
  options: [
    Option("dimensions", "d", "N", "how many to draw them to", \.dimensions, default: "2") {
      try $0.integer(in: 1...65_536)
    },
    Option("tensor", nil, "NAME", "the tensor to map", \.tensor) { $0.text },
    Option("axes", nil, "FILE", "use the axes of another map", \.axes) { try $0.file() },
    Option("save-axes", nil, "FILE", "keep the axes for other maps", \.savedAxes) { try $0.file() },
    .threads(\.threads),
    .output(\.output),
  ],
  examples: [
    "vae-encode model.t test.t | latent-map > map.t",
    "latent-map -d 20 --tensor x --save-axes axes.t train.t > components.t",
  ])

command.run { settings, operands in
  try settings.check(operands)
  try checkKept(settings.axes, "--axes", output: settings.output)
  let engine = try makeEngine(threads: settings.threads)
  if let path = settings.axes {
    let axes = try settings.savedMap(path)
    var input = try TensorInput(operands.first)
    var output = try MapOutput(settings, axes, engine)
    try input.forEachFrame { try output.write($0, firstRow: $1) }
    try output.finish()
  } else {
    let rows = try Rows(operands.first, settings.tensor)
    let axes = try rows.components(settings.dimensions ?? Settings.standardDimensions, engine)
    var output = try MapOutput(settings, axes, engine)
    try rows.forEachFrame { try output.write($0, firstRow: $1) }
    try settings.save(axes)
    try output.finish()
  }
}
