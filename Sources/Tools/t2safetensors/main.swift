import SafeTensors
import Spool
import TensorIO
import TensorTool
import Tool

struct Settings {
  var isWhole = false
  var isWide = false
  var folder = standardTemporaryFolder
  var output: String?
}

let command = Command(
  name: "t2safetensors", summary: "write a tensor stream as a safetensors file",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option(flag: "whole", nil, "the one frame, whatever its rows", \.isWhole),
    Option(flag: "wide", nil, "the types of the stream, whatever they were before", \.isWide),
    .temporary("rows wait there for the last", \.folder),
    .output(\.output),
  ],
  examples: [
    "vae-encode model.t test.t | t2safetensors > codes.safetensors",
    "t2safetensors -o model.safetensors model.t",
  ])

command.run { settings, operands in
  var input = try TensorInput(operands.first)
  let output = try OutputFile(
    settings.output, hint: "a safetensors file is binary; use a pipe, > FILE or -o FILE")
  let first = try input.next(isWide: settings.isWide)
  guard let first, !settings.isWhole, first.kind == nil, first.hasRows else {
    // Without a frame it is a file without tensors.
    if first != nil, try input.next() != nil {
      throw input.refusal("a second frame, expected one alone as in a model, or rows")
    }
    try SafeTensorsWriter.write(whole: first ?? Frame([]), from: input, to: output)
    return try output.finish()
  }
  var writer = try SafeTensorsWriter(
    first, from: input, to: output, folder: settings.folder)
  let layout = try RowLayout(first, from: input)
  var frame: Frame? = first
  while let present = frame {
    if let name = present.metadataDifference(from: first) {
      throw input.refusal(
        "is not what the first frame has, and a file has it once; leave it out with t-slice --drop",
        tensor: name)
    }
    let rows = try layout.rows(of: present, from: input)
    try writer.add(present, rows: rows, from: input)
    frame = try input.next(isWide: settings.isWide)
  }
  try writer.finish(from: input)
}

extension TensorInput {
  /// - Parameter isWide: whether tensors are of the types that the stream has, and nothing says what they were before.
  fileprivate mutating func next(isWide: Bool) throws(ToolError) -> Frame? {
    guard let frame = try next() else { return nil }
    return !isWide
      ? frame : try self.frame(of: frame.tensors.filter { $0.name != Frame.typesField })
  }
}

extension Frame {
  /// Whether there is something beside metadata.
  var hasRows: Bool { !tensors.allSatisfy(\.isMetadata) }
}
