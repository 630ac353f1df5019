import NumPy
import Spool
import TensorTool
import Tool

struct Settings {
  var form = NumPySource.Form()
  var store = false
  var quiet = false
  var output: String?
}

let command = Command(
  name: "npy2t", summary: "convert arrays of NumPy, .npy and .npz, to a tensor stream",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("members", nil, "NAMES", "of an .npz, such as x,y", \.form.members, default: "all") {
      try $0.names()
    },
    Option(
      "tensors", nil, "NAMES", "the tensors that they become", \.form.tensors,
      default: "x, members' names"
    ) { try $0.tensorNames() },
    Option("unit", nil, "N", "a byte p of x stands for p/N", \.form.unit, default: "255") {
      try $0.integer(in: 1...255)
    },
    Option(flag: "bfloat16", nil, "<V2, two bytes without a type, is bfloat16", \.form.bfloat16),
    Option(flag: "f32", nil, "round 64-bit floats to 32 bits", \.form.single),
    Option(flag: "store", nil, "do not compress: for a pipe", \.store),
    .temporary("what must be sought goes there", \.form.folder),
    .quiet(\.quiet),
    .output(\.output),
  ],
  examples: [
    "npy2t train.npy > train.t",
    "npy2t --store train.npy | vae-encode model.t | t2npy > codes.npy",
  ])

command.run { settings, operands in
  try checkKept(operands.first, "FILE", output: settings.output)
  var source = try NumPySource(operands.first, settings.form)
  var output = try TensorOutput(settings.output, stored: settings.store)
  let progress = Progress(quiet: settings.quiet, after: .seconds(1))
  while let frame = try source.next() {
    try output.write(frame)
    progress.update(source.share, "row \(source.position)")
  }
  try output.finish()
}
