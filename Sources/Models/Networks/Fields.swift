import TensorIO

/// The tensors of the frame of a model or a prior by name, with errors that say what was expected of
/// each.
package struct Fields {
  private let frame: Frame
  private let kind: String

  /// - Parameter kind: what the frame is, for errors.
  package init(_ frame: Frame, of kind: String = "model") {
    (self.frame, self.kind) = (frame, kind)
  }

  package func has(_ name: String) -> Bool { frame[name] != nil }

  package func text(_ name: String) throws -> String {
    guard let text = try tensor(name).text else {
      throw VAEError("tensor '\(name)' is \(try tensor(name).elementType.name), expected utf8")
    }
    return text
  }

  package func number(_ name: String) throws -> Double {
    guard let value = try tensor(name).scalar(of: Double.self), value.isFinite else {
      throw VAEError("tensor '\(name)' is not a finite f64 scalar")
    }
    return value
  }

  /// Finite numbers of this shape.
  package func numbers(_ name: String, shape: [Int]) throws -> [Double] {
    try elements(name, shape: shape)
  }

  package func integer(_ name: String, _ range: ClosedRange<Int>) throws -> Int {
    guard let value = try tensor(name).scalar(of: Int64.self) else {
      throw VAEError("tensor '\(name)' is not an i64 scalar")
    }
    return try checked(Int(value), name, range)
  }

  /// Small whole numbers in a row: a shape, or the widths of layers.
  package func widths(_ name: String, _ range: ClosedRange<Int>) throws -> [Int] {
    let tensor = try tensor(name)
    guard tensor.elementType == .i64, tensor.shape.count == 1, tensor.count <= 64 else {
      throw VAEError(tensor, expected: "at most 64 numbers of type i64")
    }
    return try tensor.elements(of: Int64.self).map { try checked(Int($0), name, range) }
  }

  /// How many rows each class had; nil where the model does not say.
  package func counts(_ name: String, classes: Int) throws -> [Int]? {
    guard has(name) else { return nil }
    let tensor = try tensor(name)
    guard tensor.elementType == .i64, tensor.shape == [classes], classes > 0 else {
      throw VAEError(
        tensor,
        expected: classes > 0
          ? "i64 \(classes), a number for each class" : "none: the model has no classes")
    }
    let counts = tensor.elements(of: Int64.self)
    guard counts.allSatisfy({ $0 >= 0 && $0 <= 1 << 32 }), counts.contains(where: { $0 > 0 }) else {
      throw VAEError(
        "tensor '\(name)': expected numbers of rows from 0 to 2^32, one of them above 0")
    }
    return counts.map { Int($0) }
  }

  /// The shape of parameters whose sizes are not known from elsewhere.
  package func shape(_ name: String, rank: Int) throws -> [Int] {
    let tensor = try tensor(name)
    guard tensor.elementType == .f32, tensor.shape.count == rank else {
      throw VAEError(tensor, expected: "f32 of rank \(rank)")
    }
    return tensor.shape
  }

  /// Parameters: the shape must be right and every element finite.
  package func floats(_ name: String, shape: [Int]) throws -> [Float] {
    try elements(name, shape: shape)
  }

  private func elements<Number: TensorElement & BinaryFloatingPoint>(
    _ name: String, shape: [Int]
  ) throws -> [Number] {
    let tensor = try tensor(name)
    guard tensor.elementType == Number.elementType, tensor.shape == shape else {
      throw VAEError(
        tensor, expected: "\(Number.elementType.name) \(Shape.describe(shape))")
    }
    let elements = tensor.elements(of: Number.self)
    if let bad = elements.firstIndex(where: { !$0.isFinite }) {
      throw VAEError("tensor '\(name)', element \(bad): \(elements[bad]), expected finite numbers")
    }
    return elements
  }

  /// Rows of probabilities that sum to 1.
  package func probabilities(_ name: String, shape: [Int]) throws -> [Float] {
    let elements = try floats(name, shape: shape)
    let width = shape[1]
    for row in 0..<shape[0] {
      let part = elements[row * width..<(row + 1) * width]
      // Each number was rounded once: the sum is off by at most 6e-8.
      let sum = part.reduce(0.0) { $0 + Double($1) }
      guard part.allSatisfy({ $0 >= 0 }), abs(sum - 1) < 1e-6 else {
        throw VAEError("tensor '\(name)', row \(row): expected probabilities that sum to 1")
      }
    }
    return elements
  }

  package func check(_ name: String, _ shape: [Int]) throws {
    let tensor = try tensor(name)
    guard tensor.shape == shape else {
      throw VAEError(
        "tensor '\(name)' is \(tensor.shapeDescription), expected \(Shape.describe(shape)) "
          + "from the model's configuration")
    }
  }

  private func checked(_ value: Int, _ name: String, _ range: ClosedRange<Int>) throws -> Int {
    guard range.contains(value) else {
      throw VAEError(
        "'\(name)' holds \(value), expected \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  private func tensor(_ name: String) throws -> Tensor {
    guard let tensor = frame[name] else { throw VAEError("no tensor '\(name)' in the \(kind)") }
    return tensor
  }
}

/// What `Fields` reads.
extension Tensor {
  /// A whole number, an i64 scalar.
  package init(_ name: String, integer: Int) { self.init(name, scalar: Int64(integer)) }

  /// Whole numbers in a row, i64.
  package init(_ name: String, integers: [Int]) {
    self.init(name, shape: [integers.count], integers.map(Int64.init))
  }
}
