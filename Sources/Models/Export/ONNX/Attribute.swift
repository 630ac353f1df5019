/// A constant of a node: its name and its value.
struct Attribute {
  let name: String
  let value: Value

  enum Value {
    case float(Float)
    case integer(Int)
    case integers([Int])
  }

  init(_ name: String, _ value: Float) { (self.name, self.value) = (name, .float(value)) }
  init(_ name: String, _ value: Int) { (self.name, self.value) = (name, .integer(value)) }
  init(_ name: String, _ value: [Int]) { (self.name, self.value) = (name, .integers(value)) }

  /// AttributeProto of onnx.proto.
  var message: Protobuf {
    var message = Protobuf()
    message.add(1, name)
    switch value {
    case .float(let number):
      message.add(2, number)
      message.add(20, 1)
    case .integer(let number):
      message.add(3, number)
      message.add(20, 2)
    case .integers(let numbers):
      for number in numbers { message.add(8, number) }
      message.add(20, 7)
    }
    return message
  }
}
