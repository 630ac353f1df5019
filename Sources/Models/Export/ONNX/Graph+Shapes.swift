import Kernels

/// Shapes. The first dimension is the rows, any number of them.
extension Graph {
  /// - Parameter shape: of a row.
  mutating func reshape(_ a: Value, row shape: [Int]) -> Value {
    // 0 is the dimension that is there.
    node("Reshape", [a, integers([0] + shape)])
  }

  mutating func transpose(_ a: Value, _ order: [Int]) -> Value {
    node("Transpose", [a], [Attribute("perm", order)])
  }

  /// Some of what an axis counts.
  mutating func slice(_ a: Value, _ range: Range<Int>, axis: Int = 1) -> Value {
    node(
      "Slice",
      [a, integers([range.lowerBound]), integers([range.upperBound]), integers([axis])])
  }

  mutating func concatenate(_ parts: [Value], axis: Int = 1) -> Value {
    parts.count == 1 ? parts[0] : node("Concat", parts, [Attribute("axis", axis)])
  }

  /// The sum of each row, `[rows]`.
  mutating func rowSums(_ a: Value) -> Value {
    node("ReduceSum", [a, integers([1])], [Attribute("keepdims", 0)])
  }

  /// Numbers of an image side by side, pixel by pixel, as an image with its channels first.
  mutating func channelsFirst(_ row: Value, _ image: ImageShape) -> Value {
    if image.channels == 1 { return reshape(row, row: [1, image.height, image.width]) }
    let channelsLast = reshape(row, row: [image.height, image.width, image.channels])
    return transpose(channelsLast, [0, 3, 1, 2])
  }

  /// And back to a row of numbers.
  mutating func flat(_ signal: Signal) -> Value {
    guard let image = signal.image else { return signal.value }
    if image.channels == 1 { return reshape(signal.value, row: [image.features]) }
    return reshape(transpose(signal.value, [0, 2, 3, 1]), row: [image.features])
  }

  /// As many numbers as there are classes, 1 for the row's own and 0 for the others.
  mutating func oneHot(_ numbers: Value, of count: Int) -> Value {
    node(
      "OneHot", [numbers, integer(count), floats([0, 1], [2])], [Attribute("axis", -1)])
  }
}

/// What goes from layer to layer: a row of numbers for each example, or an image with its channels first.
struct Signal {
  let value: Value
  /// Nil for a row of numbers.
  let image: ImageShape?

  init(_ value: Value, image: ImageShape? = nil) { (self.value, self.image) = (value, image) }
}

extension Graph {
  /// The function between one layer and the next.
  mutating func activate(_ a: Value, _ activation: Activation) -> Value {
    switch activation {
    case .identity: a
    case .relu: relu(a)
    case .tanh: tanh(a)
    case .softplus: softplus(a)
    case .sigmoid: sigmoid(a)
    case .gelu:
      multiply(multiply(a, 0.5), add(node("Erf", [multiply(a, Float(0.5).squareRoot())]), 1))
    case .silu: multiply(a, sigmoid(a))
    case .leakyReLU: node("LeakyRelu", [a], [Attribute("alpha", 0.01 as Float)])
    }
  }
}
