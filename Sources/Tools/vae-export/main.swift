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

  /// In how many forms the model is wanted.
  var forms: Int { (part == nil ? 0 : 1) + (isSafeTensors ? 1 : 0) + (isPage ? 1 : 0) }
}

let oneForm = "a model is written in one form at a time"

let command = Command(
  name: "vae-export", summary: "write a model as a file that other programs run or load",
  operands: "MODEL", defaults: Settings(),
  options: [
    Option(
      "onnx", nil, "PART", "encoder, decoder or scorer as an ONNX graph", \.part,
      listing: Listing("Parts", ONNXPart.allCases.map { Listing.Entry($0.rawValue, "") })
    ) { try $0.choice() }
    .needs(oneForm) { $0.forms == 1 },
    Option(
      flag: "safetensors", nil, "the parameters, as PyTorch names them", \.isSafeTensors
    )
    .needs(oneForm) { $0.forms == 1 },
    Option(flag: "html", nil, "a page that decodes in a browser", \.isPage)
      .needs(oneForm) { $0.forms == 1 },
    Option(flag: "sequential", nil, "named as in nn.Sequential", \.isSequential)
      .needs("goes with --safetensors") { $0.isSafeTensors },
    Option(flag: "u8", nil, "the graph takes and gives bytes", \.hasBytes)
      .needs("goes with --onnx") { $0.part != nil },
    .output(\.output),
  ],
  examples: [
    "vae-export --onnx decoder model.t > decoder.onnx",
    "vae-export --safetensors -o model.safetensors model.t",
  ])

command.run { settings, operands in
  guard settings.forms == 1 else {
    throw ToolError(.usage, nil, "in which form? Give --onnx, --safetensors or --html")
  }
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
