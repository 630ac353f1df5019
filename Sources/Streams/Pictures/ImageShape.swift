import TensorIO

/// The size of one image in pixels.
struct ImageShape: Equatable, CustomStringConvertible {
  let height, width: Int

  var description: String { "\(height)×\(width)" }

  /// The size of the images in a tensor, and how many there are; nil where it cannot hold images of
  /// that kind.
  ///
  /// A matrix whose rows have a square number of elements, such as rows×784, holds one square grey
  /// image a row. Any other matrix is one grey image.
  static func images(in tensor: Tensor, _ kind: PictureKind) -> (shape: ImageShape, rows: Int)? {
    let shape = tensor.shape
    let images: (ImageShape, Int)
    switch (kind, shape.count) {
    case (.grey, 2):
      let side = Int(Double(shape[1]).squareRoot())
      images =
        side * side == shape[1]
        ? (ImageShape(height: side, width: side), shape[0])
        : (ImageShape(height: shape[0], width: shape[1]), 1)
    case (.grey, 3):
      images = (ImageShape(height: shape[1], width: shape[2]), shape[0])
    case (_, 4) where shape[3] == kind.channels:
      images = (ImageShape(height: shape[1], width: shape[2]), shape[0])
    default:
      return nil
    }
    return images.0.height > 0 && images.0.width > 0 ? images : nil
  }
}
