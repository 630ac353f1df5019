import Export
import Networks
import SafeTensors
import Spool
import TensorTool
import Tool
import VAE
import VAETool

struct Settings {
  var model: String?
  var isSequential = false
  var folder = standardTemporaryFolder
  var output: String?
}

let command = Command(
  name: "vae-import", summary: "read parameters that PyTorch saved back into a model",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("like", nil, "MODEL", "the model that the file is one of", \.model) { try $0.file() },
    Option(flag: "sequential", nil, "the names are those of nn.Sequential", \.isSequential),
    .temporary("what comes through a pipe goes there", \.folder),
    .output(\.output),
  ],
  examples: [
    "vae-import --like model.t model.safetensors > tuned.t",
    "vae-export --safetensors model.t | vae-import --like model.t > same.t",
  ])

command.run { settings, operands in
  guard let model = settings.model else {
    throw ToolError(.usage, nil, "of which model? Give --like MODEL")
  }
  let path = operands.first
  if model == "-", path ?? "-" == "-" {
    throw ToolError(.usage, "-", "standard input cannot be both the model and the file")
  }
  try checkKept(path, "FILE", output: settings.output)
  let like = try ModelFile(path: model)
  let names: TorchNames = settings.isSequential ? .sequential : .lists
  let file = try SafeTensorsFile(path, folder: settings.folder)
  let made = try blaming(file.name) { try like.with(file, names) }
  var output = try TensorOutput(settings.output)
  try output.write(try made.frame())
  try output.finish()
}
