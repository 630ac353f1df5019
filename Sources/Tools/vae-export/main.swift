import Export
import Networks
import Tool
import VAE
import VAETool

struct Settings {
  var part: ONNXPart?
  var isSafeTensors = false
  var isPage = false
  var isSequential = false
  var hasBytes = false
  var output: String?

  /// - Throws: `ToolError` with the status `usage` for options that do not go together.
  func check() throws(ToolError) {
    let forms = [(part != nil, "--onnx"), (isSafeTensors, "--safetensors"), (isPage, "--html")]
    let asked = forms.filter(\.0)
    guard let first = asked.first else {
      throw ToolError(.usage, nil, "in which form? Give --onnx, --safetensors or --html")
    }
    guard asked.count == 1 else {
      throw ToolError(.usage, first.1, "a model is written in one form at a time")
    }
    if isSequential, !isSafeTensors {
      throw ToolError(.usage, "--sequential", "goes with --safetensors")
    }
    if hasBytes, part == nil { throw ToolError(.usage, "--u8", "goes with --onnx") }
  }
}

let command = Command(
  name: "vae-export", summary: "write a model as a file that other programs run or load",
  operands: "MODEL", defaults: Settings(),
  options: [
    Option(
      "onnx", nil, "PART", "encoder, decoder or scorer as an ONNX graph", \.part,
      listing: Listing("Parts", ONNXPart.allCases.map { Listing.Entry($0.rawValue, "") })
    ) { try $0.choice() },
    Option(
      flag: "safetensors", nil, "the parameters, as PyTorch names them", \.isSafeTensors),
    Option(flag: "html", nil, "a page that decodes in a browser", \.isPage),
    Option(flag: "sequential", nil, "named as in nn.Sequential", \.isSequential),
    Option(flag: "u8", nil, "the graph takes and gives bytes", \.hasBytes),
    .output(\.output),
  ],
  examples: [
    "vae-export --onnx decoder model.t > decoder.onnx",
    "vae-export --safetensors -o model.safetensors model.t",
  ])

command.run { settings, operands in
  try settings.check()
  try checkKept(operands[0], "MODEL", output: settings.output)
  let file = try ModelFile(path: operands[0])
  let output = try OutputFile(
    settings.output, hint: "the file is binary; use a pipe, > FILE or -o FILE")
  let pieces = try blaming(operands[0]) {
    if settings.isPage { return [try file.page()] }
    guard let part = settings.part else {
      return try file.safeTensors(settings.isSequential ? .sequential : .lists)
    }
    return try file.onnx(part, hasBytes: settings.hasBytes)
  }
  if settings.isSafeTensors, file.model.configuration.scaler != nil {
    Diagnostic.report(
      "vae-export", subject: operands[0],
      "the scaler is not among the parameters: what the network reads is (x - scaler.shift) / scaler.scale"
    )
  }
  for piece in pieces { try output.write(piece.span.bytes) }
  try output.finish()
}
