/// A graph of ONNX operators, as it is built: nodes in an order in which each reads what is there.
struct Graph {
  private(set) var nodes: [Node] = []
  private(set) var constants: [Constant] = []
  private var inputs: [Port] = []
  private var outputs: [Port] = []
  private var count = 0
  /// Numbers that are there already.
  private var scalars: [Float: Value] = [:]
  private var shapes: [[Int]: Value] = [:]

  /// The version of the operators: old enough for programs of 2022, and the last in which ReduceMean has its axes as
  /// an attribute.
  static let operatorVersion = 17
  /// The version of the file's layout that goes with them.
  static let layoutVersion = 8

  // MARK: Nodes

  private mutating func fresh(_ word: String) -> Value {
    count += 1
    return Value(name: "\(word.lowercased())_\(count)")
  }

  /// The result of an operator.
  mutating func node(_ operation: String, _ inputs: [Value], _ attributes: [Attribute] = [])
    -> Value
  {
    let output = fresh(operation)
    add(operation, inputs, attributes, [output])
    return output
  }

  /// The results of an operator that has several.
  mutating func nodes(
    _ operation: String, _ inputs: [Value], _ attributes: [Attribute] = [], results: Int
  ) -> [Value] {
    let outputs = (0..<results).map { _ in fresh(operation) }
    add(operation, inputs, attributes, outputs)
    return outputs
  }

  private mutating func add(
    _ operation: String, _ inputs: [Value], _ attributes: [Attribute], _ outputs: [Value]
  ) {
    nodes.append(
      Node(
        name: "node_\(nodes.count)", operation: operation, inputs: inputs, outputs: outputs,
        attributes: attributes))
  }

  // MARK: Constants

  private mutating func constant(_ name: String, _ shape: [Int], _ elements: Constant.Elements)
    -> Value
  {
    constants.append(Constant(name: name, shape: shape, elements: elements))
    return Value(name: name)
  }

  /// Numbers in row-major order.
  ///
  /// - Parameter name: of a parameter; nil for one that is made up.
  mutating func floats(_ values: [Float], _ shape: [Int], name: String? = nil) -> Value {
    constant(name ?? fresh("constant").name, shape, .floats(values))
  }

  /// Numbers of double precision in row-major order.
  mutating func doubles(_ values: [Double], _ shape: [Int]) -> Value {
    constant(fresh("constant").name, shape, .doubles(values))
  }

  /// Truths, in row-major order.
  mutating func truths(_ values: [Bool], _ shape: [Int]) -> Value {
    constant(fresh("truths").name, shape, .truths(values))
  }

  /// One number, which goes with any shape.
  mutating func scalar(_ number: Float) -> Value {
    if let known = scalars[number] { return known }
    let value = floats([number], [])
    scalars[number] = value
    return value
  }

  /// A row of whole numbers: a shape, axes, or places.
  mutating func integers(_ numbers: [Int]) -> Value {
    if let known = shapes[numbers] { return known }
    let value = constant(fresh("integers").name, [numbers.count], .integers(numbers))
    shapes[numbers] = value
    return value
  }

  /// One whole number.
  mutating func integer(_ number: Int) -> Value {
    constant(fresh("integer").name, [], .integers([number]))
  }

  // MARK: Ends

  mutating func input(_ port: Port) -> Value {
    inputs.append(port)
    return Value(name: port.name)
  }

  mutating func output(_ value: Value, _ port: Port) {
    add("Identity", [value], [], [Value(name: port.name)])
    outputs.append(port)
  }

  // MARK: File

  /// A whole file, ModelProto of onnx.proto, in pieces: a model's parameters are not copied once more.
  ///
  /// - Parameters:
  ///   - name: of the graph.
  ///   - meaning: what it does.
  func file(name: String, meaning: String) -> [[UInt8]] {
    var graph: [Protobuf] = nodes.map { Protobuf(1, $0.message) }
    var words = Protobuf()
    words.add(2, name)
    words.add(10, meaning)
    for port in inputs { words.add(11, port.message) }
    for port in outputs { words.add(12, port.message) }
    graph.append(words)
    var operators = Protobuf()
    operators.add(1, "")
    operators.add(2, Graph.operatorVersion)
    var file = Protobuf()
    file.add(1, Graph.layoutVersion)
    file.add(2, "vaeutils")
    file.add(6, meaning)
    file.add(8, operators)
    let constants = constants.map(\.message)
    let heads = constants.map { Protobuf(head: 5, size: $0.bytes.count).bytes }
    let size =
      graph.reduce(0) { $0 + $1.bytes.count }
      + zip(heads, constants).reduce(0) { $0 + $1.0.count + $1.1.bytes.count }
    return [file.bytes, Protobuf(head: 7, size: size).bytes] + graph.map(\.bytes)
      + zip(heads, constants).flatMap { [$0, $1.bytes] }
  }
}
