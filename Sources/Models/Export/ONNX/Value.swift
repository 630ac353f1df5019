/// What flows from node to node in a graph, by its name.
struct Value: Hashable, Sendable {
  let name: String
}

/// An input or output of a graph: a tensor whose first dimension is the rows, any number of them.
struct Port {
  let name: String
  let type: ElementKind
  /// Of a row.
  let shape: [Int]
  /// What it is, shapes and units.
  let meaning: String

  /// Types of elements, with their numbers in onnx.proto.
  enum ElementKind: Int {
    case float = 1
    case uint8 = 2
    case int32 = 6
    case int64 = 7
    case bool = 9
    case double = 11
  }

  /// ValueInfoProto of onnx.proto.
  var message: Protobuf {
    var dimensions = Protobuf()
    var rows = Protobuf()
    rows.add(2, "rows")
    dimensions.add(1, rows)
    for number in shape {
      var dimension = Protobuf()
      dimension.add(1, number)
      dimensions.add(1, dimension)
    }
    var tensor = Protobuf()
    tensor.add(1, type.rawValue)
    tensor.add(2, dimensions)
    var kind = Protobuf()
    kind.add(1, tensor)
    var message = Protobuf()
    message.add(1, name)
    message.add(2, kind)
    message.add(3, meaning)
    return message
  }
}
