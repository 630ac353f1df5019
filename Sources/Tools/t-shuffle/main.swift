import Kernels
import Spool
import TensorIO
import TensorTool
import Tool

struct Settings {
  var seed: UInt64 = 1
  var memory = 256 << 20
  var folder = standardTemporaryFolder
  var output: String?
}

let command = Command(
  name: "t-shuffle", summary: "put the rows of a stream in a random order", operands: "[FILE]",
  defaults: Settings(),
  options: [
    .seed(\.seed),
    Option("memory", nil, "SIZE", "hold rows in so much memory", \.memory, default: "256M") {
      try $0.size(atLeast: 64)
    },
    .temporary("what is more goes there", \.folder),
    .output(\.output),
  ],
  examples: [
    "mnist2t train-images.gz train-labels.gz | t-shuffle > mixed.t",
    "t-shuffle --seed 2 train.t | t-slice -n 100 | vae-fit -q -e 1 > small.t",
  ])

command.run { settings, operands in
  var input = try TensorInput(operands.first)
  let output = try TensorOutput(settings.output)
  guard let first = try input.next() else { return try output.finish() }
  let layout = try RowLayout(first, from: input)
  try layout.checkNumbers(from: input)
  let shuffler = Shuffler(
    rowSize: layout.rowSize, memory: settings.memory,
    folder: settings.folder,
    key: NoiseKey(seed: settings.seed, purpose: .order))
  var frame: Frame? = first
  while let present = frame {
    if let name = present.metadataDifference(from: first) {
      throw input.refusal(
        "is not what the first frame has, and rows of both would share frames; "
          + "leave it out with t-slice --drop", tensor: name)
    }
    let rows = try layout.rows(of: present, from: input)
    try shuffler.add(present, rows: rows, columns: layout.columns)
    frame = try input.next()
  }
  var writer = RowWriter(output, layout, metadata: first.metadata)
  try shuffler.finish { record throws(ToolError) in try writer.write(record) }
  try writer.finish()
}
