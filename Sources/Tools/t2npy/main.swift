import NumPy
import Spool
import TensorTool
import Tool

struct Settings {
  var form = NumPyOutput.Form()
  var quiet = false
  var output: String?
}

let command = Command(
  name: "t2npy", summary: "write a tensor of a stream as an array of NumPy", operands: "[FILE]",
  defaults: Settings(),
  options: [
    Option(
      "tensors", nil, "NAMES", "one tensor, or several with --npz", default: "x, else z; all"
    ) {
      let names = try $1.names()
      guard Set(names).count == names.count else { throw $1.refused("each name once") }
      $0.form.tensors = names
    },
    Option(flag: "npz", nil, "write an archive, .npz, of several arrays", \.form.isArchive),
    Option(flag: "wide", nil, "the types of the stream, whatever they were before", \.form.isWide),
    .temporary("what waits for its header goes there", \.form.folder),
    .quiet(\.quiet),
    .output(\.output),
  ],
  examples: [
    "vae-encode model.t test.t | t2npy > codes.npy",
    "mnist2t test-images.gz test-labels.gz | t2npy --npz -o test.npz",
  ])

command.run { settings, operands in
  if let names = settings.form.tensors, names.count > 1, !settings.form.isArchive {
    throw ToolError(.usage, "--tensors", "a .npy file holds one array: name one, or add --npz")
  }
  var input = try TensorInput(operands.first)
  var output = try NumPyOutput(settings.output, settings.form)
  let progress = Progress(quiet: settings.quiet, after: .seconds(1))
  while let frame = try input.next() {
    try output.add(frame, from: input)
    progress.update(input.share, "row \(output.rows)")
  }
  try output.finish(input.name)
}
