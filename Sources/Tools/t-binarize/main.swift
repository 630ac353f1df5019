import Datasets
import Kernels
import TensorIO
import TensorTool
import Tool
import VAETool

struct Settings {
  var kind: PixelKind?
  var threads: Int?
  var output: String?

  /// - Throws: `ToolError`, if both ways are asked for.
  mutating func choose(_ kind: PixelKind, _ option: String) throws {
    guard self.kind == nil else {
      throw ToolError(.usage, option, "one of --static and --threshold, once")
    }
    self.kind = kind
  }
}

let command = Command(
  name: "t-binarize", summary: "make the examples of a stream 0 or 1", operands: "[DATA]",
  defaults: Settings(),
  options: [
    Option("static", nil, "SEED", "draw each pixel with its value as the chance of 1") {
      try $0.choose(.fixed(seed: try $1.integer(in: 0...UInt64.max)), $1.option)
    },
    Option("threshold", nil, "T", "1 from T on, with T greater than 0 and at most 1") {
      let value = Float(try $1.positiveNumber())
      guard value > 0, value <= 1 else {
        throw $1.refused("a number greater than 0 and at most 1")
      }
      try $0.choose(.threshold(value), $1.option)
    },
    .threads(\.threads),
    .output(\.output),
  ],
  examples: [
    "mnist2t test.gz | t-binarize --static 1 > binary.t",
    "mnist2t -n 64 test.gz | t-binarize --threshold 0.5 | t2pgm > sharp.pgm",
  ])

command.run { settings, operands in
  guard let kind = settings.kind else {
    throw ToolError(.usage, nil, "--static SEED or --threshold T is missing: how?")
  }
  let binarizer = Binarizer(kind, engine: try makeEngine(threads: settings.threads))
  var input = try TensorInput(operands.first)
  var output = try TensorOutput(settings.output)
  var hint = UnitHint()
  try input.forEachFrame { frame, row in
    hint.add(frame)
    let features = try Examples(frame, shape: nil).tensor.shape.dropFirst().reduce(1, *)
    for (part, row) in try frame.cut(forRowsOf: 4 * features, from: row) {
      try output.write(try binarizer.binarize(part, firstRow: row))
    }
  }
  try output.finish()
  if let message = hint.message { Diagnostic.report("t-binarize", subject: input.name, message) }
}
