import Found
import Networks
import TensorIO

/// Axes as a stream of one frame: `@map` utf8 `pca`, `axes` f64 `[dimensions, width]`, `centre` f64
/// `[width]` and `explained` f64 `[dimensions]`. In double precision, so that the same rows come to the
/// same places.
extension PrincipalComponents {
  private static let method = "pca"

  package func frame() throws(StreamError) -> Frame {
    try Frame([
      Tensor("@map", text: Self.method),
      Tensor("axes", shape: [dimensions, width], axes),
      Tensor("centre", shape: [width], centre),
      Tensor("explained", shape: [dimensions], explained),
    ])
  }

  /// - Throws: `VAEError` for whatever is not such a frame.
  package init(_ frame: Frame) throws(VAEError) {
    guard let map = frame["@map"]?.text else {
      throw VAEError("no '@map' in the frame: expected axes that latent-map --save-axes wrote")
    }
    guard map == Self.method else {
      throw VAEError("'@map' is \(quoted(map)), expected '\(Self.method)'")
    }
    guard let axes = frame["axes"], axes.elementType == .f64, axes.shape.count == 2,
      axes.shape.allSatisfy({ $0 > 0 })
    else { throw VAEError("no tensor 'axes' of f64 dimensions×numbers") }
    let width = axes.shape[1]
    self.axes = try Self.numbers(frame, "axes", shape: axes.shape)
    centre = try Self.numbers(frame, "centre", shape: [width])
    explained = try Self.numbers(frame, "explained", shape: [axes.shape[0]])
    for axis in 0..<dimensions {
      let square = self.axes[axis * width..<(axis + 1) * width].reduce(0) { $0 + $1 * $1 }
      // Far above the rounding of a few thousand sums, far below what a damaged number would do.
      guard (square - 1).magnitude < 1e-6 else {
        throw VAEError("tensor 'axes', row \(axis): a length of \(square.squareRoot()), expected 1")
      }
    }
    guard explained.allSatisfy((0...1).contains) else {
      throw VAEError("tensor 'explained': expected shares from 0 to 1")
    }
  }

  private static func numbers(_ frame: Frame, _ name: String, shape: [Int]) throws(VAEError)
    -> [Double]
  {
    guard let tensor = frame[name] else {
      throw VAEError("no tensor '\(name)', expected f64 \(Shape.describe(shape))")
    }
    guard tensor.elementType == .f64, tensor.shape == shape else {
      throw VAEError(tensor, expected: "f64 \(Shape.describe(shape))")
    }
    let numbers = tensor.elements(of: Double.self)
    guard let bad = numbers.firstIndex(where: { !$0.isFinite }) else { return numbers }
    throw VAEError("tensor '\(name)', element \(bad): \(numbers[bad]), expected finite numbers")
  }
}
