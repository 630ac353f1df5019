import NumberTypes
import TensorIO
import TensorTool
import Tool

extension SafeTensorsWriter {
  /// Writes one frame as a file, which is not finished yet, whatever its tensors are: a model, or tensors that
  /// have no rows in common.
  ///
  /// - Throws: `ToolError`, with the status `badData` for text that is no metadata, or a number that its file's type
  ///   does not hold.
  package static func write(
    whole frame: Frame, from input: borrowing TensorInput, to output: borrowing OutputFile
  ) throws(ToolError) {
    let stamp = try TypeStamp(frame, from: input)
    var contents = SafeTensorsContents(frame.metadata, stamp)
    var pieces: [(type: NumberType, tensor: Tensor)] = []
    for tensor in frame.tensors where !tensor.isMetadata {
      guard let type = stamp.type(of: tensor) else {
        throw input.refusal(
          "is text, which safetensors have as metadata alone: its name would begin with '@'",
          tensor: tensor.name)
      }
      pieces.append((type, tensor))
    }
    pieces = pieces.sortedBySize(\.type.size)
    for (type, tensor) in pieces {
      contents.add(tensor.name, type, shape: tensor.shape, size: tensor.count * type.size)
    }
    try contents.writeHeader(to: output, from: input)
    for (type, tensor) in pieces {
      try type.write(tensor, from: input, remedy: typesRemedy) { bytes throws(ToolError) in
        try output.write(bytes)
      }
    }
    try contents.writeMetadata(to: output, from: input)
  }
}
