import TensorIO

/// Collects pictures of one size, with their names, in frames of about 1 MiB.
package struct PictureRows<Element: Sample> {
  private static var frameSize: Int { 1 << 20 }

  /// The bytes that each name has in a frame.
  private let nameSize: Int
  private var first: Raster<Element>?
  private var samples: [Element] = []
  private var names: [UInt8] = []
  private var count = 0

  /// - Parameter nameSize: bytes for each name, at least as many as the longest has; 0 for none.
  package init(nameSize: Int) { self.nameSize = nameSize }

  /// Adds a picture. Returns a frame where there are enough for one.
  ///
  /// - Throws: `PictureFault` where it is not as those before.
  @specialized(where Element == UInt8)
  @specialized(where Element == UInt16)
  package mutating func add(
    _ picture: Raster<Element>, name: String
  ) throws(PictureFault) -> Frame? {
    if let first { try check(picture, like: first) } else { first = picture }
    samples += picture.samples
    if nameSize > 0 { names += RowNames.padded(name, to: nameSize) }
    count += 1
    return samples.count * MemoryLayout<Element>.size >= Self.frameSize ? try last() : nil
  }

  private func check(
    _ picture: Raster<Element>, like first: Raster<Element>
  ) throws(PictureFault) {
    guard picture.size == first.size else {
      throw PictureFault(
        "has \(picture.size) pixels, expected \(first.size) as those before; to fit all: "
          + "--size \(first.size) --fit crop --filter bilinear")
    }
    guard picture.channels == first.channels else {
      let (found, expected) =
        picture.channels == 1 ? ("grey", "colour") : ("in colour", "grey")
      throw PictureFault(
        "is \(found), expected \(expected) as those before; to make all one: --colours "
          + (picture.channels == 1 ? "rgb" : "grey"))
    }
  }

  /// A frame of the pictures that are left; nil where there are none.
  ///
  /// - Throws: `PictureFault` for a picture that no frame can hold.
  @specialized(where Element == UInt8)
  @specialized(where Element == UInt16)
  package mutating func last() throws(PictureFault) -> Frame? {
    guard let first, count > 0 else { return nil }
    let shape =
      [count, first.height, first.width] + (first.channels == 1 ? [] : [first.channels])
    var tensors = [Self.tensor(samples, shape)]
    if nameSize > 0 { tensors.append(Tensor(RowNames.tensor, shape: [count, nameSize], names)) }
    samples.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    count = 0
    do {
      return try Frame(tensors)
    } catch {
      throw PictureFault("\(error); to make it smaller: --size WxH")
    }
  }

  /// Bytes as they are, samples of 16 bits as f32 from 0 to 1.
  private static func tensor(_ samples: [Element], _ shape: [Int]) -> Tensor {
    if let bytes = samples as? [UInt8] { return Tensor("x", shape: shape, bytes) }
    return Tensor("x", shape: shape, samples.map { Float($0) / Float(Element.max) })
  }
}
