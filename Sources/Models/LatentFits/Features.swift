import Datasets
import Networks
import TensorIO

/// Rows of numbers in a frame: a tensor u8 (p stands for p/unit) or f32 `[rows, …]`, of which each row
/// is one list, all finite.
package struct Features: Sendable {
  package let rows: Int
  /// Numbers in a row.
  package let width: Int
  private let tensor: Tensor
  private let unit: Int

  /// - Parameters:
  ///   - name: the tensor.
  ///   - firstRow: the number of the frame's first row in its stream.
  ///   - width: what a row must have, where that is known.
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  package init(_ frame: Frame, tensor name: String, firstRow: Int, width: Int? = nil) throws {
    if name == "z", frame["z"] == nil, frame["x"] != nil {
      throw VAEError(frame.missing("z", meaning: "latents") + ", or use --tensor x")
    }
    tensor = try frame.tensor(name, meaning: "features")
    guard tensor.elementType == .u8 || tensor.elementType == .f32 else {
      throw VAEError("tensor '\(name)' is \(tensor.elementType.notThatOfData)")
    }
    guard tensor.shape.count >= 2, tensor.shape.dropFirst().allSatisfy({ $0 > 0 }) else {
      throw VAEError("tensor '\(name)' is \(tensor.shapeDescription), expected rows×features")
    }
    rows = tensor.shape[0]
    unit = frame.unit
    self.width = tensor.shape.dropFirst().reduce(1, *)
    guard try frame.rows() == rows else {
      throw VAEError(
        "tensor '\(name)' is \(tensor.shapeDescription), expected \(try frame.rows()) rows")
    }
    if let width, self.width != width {
      throw VAEError("tensor '\(name)' has \(self.width) numbers a row, expected \(width)")
    }
    try Examples.checkFinite(tensor, firstRow: firstRow)
  }

  /// Writes a row. A byte becomes the 32-bit float next to p/unit, as it does for the models.
  ///
  /// - Parameter result: `width` numbers.
  func load(_ row: Int, into result: UnsafeMutablePointer<Double>) {
    let (first, width, unit) = (row * width, width, Float(unit))
    precondition(first >= 0 && first + width <= tensor.count)
    if tensor.elementType == .u8 {
      tensor.withElements(of: UInt8.self) { span in
        span.withUnsafeBufferPointer { bytes in
          for i in 0..<width { result[i] = Double(Float(bytes[first + i]) / unit) }
        }
      }
    } else {
      tensor.withElements(of: Float.self) { span in
        span.withUnsafeBufferPointer { floats in
          for i in 0..<width { result[i] = Double(floats[first + i]) }
        }
      }
    }
  }
}
