import TensorIO
import TensorTool
import Tool

struct Settings {
  var tensor = "z"
  var readsLabels = true
  var output: String?
}

let command = Command(
  name: "t2svm", summary: "write a tensor stream as text for LIBSVM and LIBLINEAR",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("tensor", nil, "NAME", "the tensor that holds the features", \.tensor) { $0.text },
    Option(flag: "no-labels", nil, "write the label 0 in every line") { $0.readsLabels = false },
    .output(\.output),
  ],
  examples: [
    "mnist2t test-images.gz test-labels.gz | vae-encode model.t | t2svm > test.svm",
    "mnist2t -n 1000 train.gz | t2svm --tensor x --no-labels > pixels.svm",
  ])

command.run { settings, operands in
  var input = try TensorInput(operands.first)
  var writer = try TextOutput(settings.output)
  var width: Int?
  while let frame = try input.next() {
    let features = try Features(frame, tensor: settings.tensor, from: input)
    let labels =
      try settings.readsLabels
      ? RowLabels(
        frame, from: input, advice: "give mnist2t the labels too, or use --no-labels") : nil
    guard features.width == width ?? features.width else {
      throw input.refusal(
        "\(features.width) features a row, expected \(width ?? 0) as in the rows before",
        tensor: settings.tensor)
    }
    width = features.width
    for row in 0..<features.rows {
      writer.begin(label: labels?[row] ?? 0)
      try features.write(row, to: &writer, from: input)
      try writer.end()
    }
    try writer.flush()
  }
  try writer.finish()
}
