/// An operator with what it reads and what it gives.
struct Node {
  let name: String
  /// What ONNX calls it: `Gemm`, `Conv`.
  let operation: String
  let inputs, outputs: [Value]
  let attributes: [Attribute]

  /// NodeProto of onnx.proto.
  var message: Protobuf {
    var message = Protobuf()
    for input in inputs { message.add(1, input.name) }
    for output in outputs { message.add(2, output.name) }
    message.add(3, name)
    message.add(4, operation)
    for attribute in attributes { message.add(5, attribute.message) }
    return message
  }
}
