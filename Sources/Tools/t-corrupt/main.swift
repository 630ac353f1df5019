import Datasets
import Found
import Kernels
import Networks
import TensorIO
import TensorTool
import Tool
import VAETool
import Words

struct Settings {
  var seed: UInt64 = 1
  var threads: Int?
  var bytes = false
  var output: String?
}

let command = Command(
  name: "t-corrupt", summary: "put noise on the examples of a stream",
  operands: "NOISE [DATA]", defaults: Settings(),
  options: [
    Option(flag: "u8", nil, "round to bytes, of the unit that the data have", \.bytes),
    .seed(\.seed),
    .threads(\.threads),
    .output(\.output),
  ],
  examples: [
    "mnist2t test.gz | t-corrupt gaussian:0.3 > noisy.t",
    "mnist2t -n 64 test.gz | t-corrupt mask:0.25 | t2pgm > masked.pgm",
  ])

command.run { settings, operands in
  guard let corruption = Corruption(operands[0]) else {
    let names = Corruption.words.map { String($0.name) }
    let question = didYouMean(operands[0].prefix { $0 != ":" }, among: names)
    throw ToolError(
      .usage, nil, "expected \(Corruption.syntax), found \(quoted(operands[0]))\(question)")
  }
  let corrupter = Corrupter(
    corruption, seed: settings.seed, engine: try makeEngine(threads: settings.threads))
  var input = try TensorInput(operands.dropFirst().first)
  var output = try TensorOutput(settings.output)
  try input.forEachFrame { frame, row in
    let rowSize = 4 * (try Examples(frame, shape: nil).tensor.shape.dropFirst().reduce(1, *))
    for (part, row) in try frame.cut(forRowsOf: rowSize, from: row) {
      let examples = try Examples(part, shape: nil)
      try Examples.checkFinite(examples.tensor, firstRow: row)
      let numbers = try corrupter.corrupt(examples, firstRow: row)
      let noisy = Examples.tensors(numbers, unit: settings.bytes ? examples.unit : nil)
      try output.write(
        try Frame(noisy + part.tensors(without: ["x", PixelKind.field, Frame.unitField])))
    }
  }
  try output.finish()
}
