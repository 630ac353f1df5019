import SafeTensors
import Spool
import TensorTool
import Tool

struct Settings {
  var selections: [Selection]?
  var isWhole = false
  var folder = standardTemporaryFolder
  var output: String?
}

let command = Command(
  name: "safetensors2t", summary: "convert a safetensors file to a tensor stream",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option(
      "tensors", nil, "NAMES", "these tensors; NAME=NEW gives a name", \.selections, default: "all"
    ) { try Selection.list($0) },
    Option(flag: "whole", nil, "one frame, whatever the rows", \.isWhole),
    .temporary("what comes through a pipe goes there", \.folder),
    .output(\.output),
  ],
  examples: [
    "safetensors2t --tensors x train.safetensors | vae-encode model.t > z.t",
    "safetensors2t codes.safetensors | vae-decode model.t | t2pgm > out.pgm",
  ])

command.run { settings, operands in
  try checkKept(operands.first, "FILE", output: settings.output)
  let file = try SafeTensorsFile(
    operands.first, folder: settings.folder)
  var rows = try SafeTensorsRows(file, selections: settings.selections, isWhole: settings.isWhole)
  var output = try TensorOutput(settings.output)
  while let frame = try rows.next(from: file) { try output.write(frame) }
  try output.finish()
}
