/// Numbers that a graph holds: parameters, shapes, axes.
struct Constant {
  let name: String
  let shape: [Int]
  let elements: Elements

  enum Elements {
    case floats([Float])
    case doubles([Double])
    case truths([Bool])
    case integers([Int])
  }

  /// TensorProto of onnx.proto.
  var message: Protobuf {
    var message = Protobuf()
    for dimension in shape { message.add(1, dimension) }
    let (type, bytes) =
      switch elements {
      case .floats(let numbers):
        (Port.ElementKind.float, numbers.withUnsafeBytes { [UInt8]($0) })
      case .doubles(let numbers):
        (Port.ElementKind.double, numbers.withUnsafeBytes { [UInt8]($0) })
      case .truths(let truths):
        (Port.ElementKind.bool, truths.map { $0 ? 1 : 0 })
      case .integers(let numbers):
        (Port.ElementKind.int64, numbers.map(Int64.init).withUnsafeBytes { [UInt8]($0) })
      }
    message.add(2, type.rawValue)
    message.add(8, name)
    message.add(9, bytes)
    return message
  }
}
