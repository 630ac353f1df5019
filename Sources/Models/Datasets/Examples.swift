import Kernels
import Networks
import TensorIO

/// The examples of a frame: its tensor `x`, rows first, u8 or f32; or, where there is a scaler, what it makes of numbers
/// of more types.
package struct Examples {
  /// u8 or f32, `[rows, …]`.
  package let tensor: Tensor
  /// Of each row what `Scaler.volume` tells; none without a scaler.
  package let volumes: [Double]
  /// What a byte p stands for: p/unit.
  package let unit: Int

  /// - Parameters:
  ///   - shape: what one example must be, where that is known.
  ///   - scaler: that of the model, where it has one; it has a column for each number of an example.
  ///   - firstRow: the number of the frame's first row in its stream.
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  package init(_ frame: Frame, shape: [Int]?, scaler: Scaler? = nil, firstRow: Int = 0) throws {
    let tensor = try Examples.rows(
      frame, shape: shape, types: scaler == nil ? [.u8, .f32] : WideNumbers.types)
    if let scaler {
      (self.tensor, volumes) = try scaler.scaled(
        tensor, unit: frame.unit, columns: frame.columns, firstRow: firstRow)
      unit = Frame.standardUnit
    } else {
      (self.tensor, volumes, unit) = (tensor, [], frame.unit)
    }
  }

  /// The tensor `x` of a frame as it came.
  ///
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  static func rows(_ frame: Frame, shape: [Int]?, types: [ElementType]) throws -> Tensor {
    let tensor = try frame.tensor("x", meaning: "data")
    guard types.contains(tensor.elementType) else {
      throw VAEError("tensor 'x' is \(tensor.elementType.notThat(of: types))")
    }
    guard tensor.shape.count >= 2, tensor.shape.dropFirst().allSatisfy({ $0 > 0 }) else {
      throw VAEError(
        "tensor 'x' is \(tensor.shapeDescription), expected rows×height×width or rows×features")
    }
    // Where there are no rows their shape may be beyond any memory, and its size in floats beyond a word.
    guard tensor.shape.dropFirst().reduce(1, *) <= Limits.standard.body else {
      throw VAEError(
        "tensor 'x' is \(tensor.shapeDescription): an example would be larger than the "
          + "\(Limits.standard.body) bytes that a frame may have")
    }
    _ = try frame.rows()
    if let shape, Array(tensor.shape.dropFirst()) != shape {
      throw VAEError(
        "tensor 'x' is \(tensor.shapeDescription), expected \(Shape.describeRows(of: shape))"
          + Self.reshaping(Array(tensor.shape.dropFirst()), to: shape))
    }
    return tensor
  }

  /// What makes flat rows of as many numbers those of the model, or those flat.
  private static func reshaping(_ found: [Int], to shape: [Int]) -> String {
    guard found.count == 1 || shape.count == 1, found.reduce(1, *) == shape.reduce(1, *) else {
      return ""
    }
    let sizes = ([-1] + shape).map(String.init).joined(separator: ", ")
    return
      ": reshape(\(sizes)) in NumPy, tsv2t --shape \(Shape.describe(shape, times: "x")) of text"
  }

  /// Why bytes of another unit do not go with these examples; nil where they do. Numbers have no unit.
  ///
  /// - Parameter source: what the other unit is of: `the model was fitted to`.
  package func unitFault(_ other: Int, source: String) -> String? {
    tensor.elementType == .u8 ? Datasets.unitFault(unit, other, source: source) : nil
  }

  /// Finds the first number that is not one, or that the likelihood has no use for.
  package func check(firstRow: Int, likelihood: Likelihood) throws {
    let family = likelihood.family
    try Self.check(
      tensor, unit: unit, firstRow: firstRow, support: family.support,
      wanted: family.support.wanted(family.name))
  }

  /// Finds the first number that is no probability.
  package func checkProbabilities(firstRow: Int) throws {
    try Self.check(
      tensor, unit: unit, firstRow: firstRow, support: .unit,
      wanted: "probabilities from 0 to 1 to draw 0 or 1 with: scale the data")
  }

  /// Finds the first number that is neither 0 nor 1.
  package func checkBinary(firstRow: Int) throws(VAEError) {
    guard let (index, value) = firstBetween else { return }
    let features = tensor.count / tensor.shape[0]
    throw VAEError(
      "tensor 'x', row \(firstRow + index / features): \(value), expected 0 or 1 "
        + "as the model was fitted to")
  }

  /// Whether all numbers are 0 or 1.
  var isBinary: Bool { firstBetween == nil }

  private var firstBetween: (index: Int, value: Float)? {
    if tensor.elementType == .u8 {
      return tensor.withElements(of: UInt8.self) { span in
        span.indices.first { span[$0] != 0 && span[$0] != unit }.map {
          ($0, Float(span[$0]) / Float(unit))
        }
      }
    }
    return tensor.withElements(of: Float.self) { span in
      span.indices.first { span[$0] != 0 && span[$0] != 1 }.map { ($0, span[$0]) }
    }
  }

  /// Finds the first number of latents that is not one.
  package static func checkFinite(_ tensor: Tensor, firstRow: Int) throws {
    try check(
      tensor, unit: Frame.standardUnit, firstRow: firstRow, support: .real,
      wanted: "finite numbers")
  }

  private static func check(
    _ tensor: Tensor, unit: Int, firstRow: Int, support: Support, wanted: String
  ) throws {
    guard tensor.count > 0 else { return }
    let features = tensor.count / tensor.shape[0]
    let bad =
      tensor.elementType == .u8
      ? firstByte(tensor, unit: unit, outside: support)
      : tensor.withElements(of: Float.self) { span in
        span.indices.first { !support.contains(span[$0]) }.map { ($0, span[$0]) }
      }
    guard let (index, value) = bad else { return }
    let wanted = value.isFinite ? wanted : "finite numbers"
    throw VAEError(
      "tensor '\(tensor.name)', row \(firstRow + index / features): \(value), expected \(wanted)")
  }

  /// The first byte that stands for a number outside of `range`, and that number.
  private static func firstByte(
    _ tensor: Tensor, unit: Int, outside support: Support
  ) -> (Int, Float)? {
    let allowed = (0...255).map { support.contains(Float($0) / Float(unit)) }
    if !allowed.contains(false) { return nil }
    return tensor.withElements(of: UInt8.self) { span in
      span.indices.first { !allowed[Int(span[$0])] }.map { ($0, Float(span[$0]) / Float(unit)) }
    }
  }

  /// Writes row `index` of `tensor` into row `row` of `result` `[batch, features]`.
  ///
  /// - Parameter unit: that of bytes; numbers have none.
  package static func load(
    _ tensor: Tensor, unit: Int, _ index: Int, into result: Panels, row: Int, kernels: Kernels
  ) {
    let size = result.columns * tensor.elementType.size
    precondition((index + 1) * size <= tensor.byteCount)
    tensor.withBytes { span in
      span.withUnsafeBytes {
        load(
          UnsafeRawBufferPointer(rebasing: $0[index * size..<(index + 1) * size]),
          tensor.elementType, unit: unit, into: result, row: row, kernels: kernels)
      }
    }
  }

  /// Writes the bytes of an example, u8 or f32, into row `row` of `result` `[batch, features]`.
  static func load(
    _ bytes: UnsafeRawBufferPointer, _ type: ElementType, unit: Int, into result: Panels,
    row: Int, kernels: Kernels
  ) {
    precondition(bytes.count == result.columns * type.size)
    guard let base = bytes.baseAddress else { return }
    if type == .u8 {
      kernels.loadBytes(
        base.assumingMemoryBound(to: UInt8.self), unit: Float(unit), result: result, row: row)
    } else {
      kernels.loadFloats(base.assumingMemoryBound(to: Float.self), result: result, row: row)
    }
  }
}

extension Examples {
  /// The tensor `x` of a frame from one of numbers.
  ///
  /// - Parameters:
  ///   - numbers: `x`, f32 `[rows, …]`.
  ///   - unit: of bytes: 0 to 1 becomes 0 to this, to the nearest. Nil leaves the numbers as they are.
  ///   - most: where bytes are cut off; the unit unless given, for data from 0 to 1.
  /// - Returns: the tensor, behind the metadata of such a unit where there are any.
  package static func tensors(_ numbers: Tensor, unit: Int?, most: Int? = nil) -> [Tensor] {
    guard let unit else { return [numbers] }
    let (scale, most) = (Float(unit), Float(most ?? unit))
    return Frame.unitTensors(unit) + [
      numbers.map { UInt8(max(0, min(most, ($0 * scale).rounded()))) }
    ]
  }
}

extension Tensor {
  /// What each number of an f32 tensor becomes, under the same name.
  func map<Element: TensorElement>(_ change: (Float) -> Element) -> Tensor {
    withElements(of: Float.self) { numbers in
      numbers.withUnsafeBufferPointer { numbers in
        Tensor(name, shape: shape, of: Element.self) { result in
          for index in numbers.indices { result[index] = change(numbers[index]) }
        }
      }
    }
  }
}
