import PNM

/// How a camera was held, as the tag Orientation (0x0112) of EXIF data says, 1 to 8: how the stored lines are
/// turned into the picture that was meant.
struct Orientation: Equatable {
  private static let tag = 0x0112

  /// Whether the width of the stored picture is the height of the meant one.
  let isTransposed: Bool
  /// What is done then: left becomes right, top becomes bottom.
  let isMirrored: Bool
  let isUpsideDown: Bool

  static let upright = Orientation(1)

  init(_ value: Int) {
    isTransposed = value >= 5
    isMirrored = [2, 3, 6, 7].contains(value)
    isUpsideDown = [3, 4, 7, 8].contains(value)
  }

  /// The orientation of EXIF data, which begin with a header of TIFF. Data without one, or that are damaged, say
  /// nothing: the picture stays as it is stored.
  init(exif: ArraySlice<UInt8>) {
    self = Self.value(exif).map { Orientation($0) } ?? .upright
  }

  private static func value(_ exif: ArraySlice<UInt8>) -> Int? {
    let isBig: Bool
    switch Array(exif.prefix(4)) {
    case [0x4D, 0x4D, 0, 42]: isBig = true
    case [0x49, 0x49, 42, 0]: isBig = false
    default: return nil
    }
    func number(at place: Int, bytes: Int) -> Int? {
      guard place >= 0, place <= exif.count - bytes else { return nil }
      let start = exif.startIndex + place
      let part = exif[start..<start + bytes]
      return (isBig ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let folder = number(at: 4, bytes: 4), let count = number(at: folder, bytes: 2) else {
      return nil
    }
    for entry in 0..<count {
      let place = folder + 2 + 12 * entry
      guard let tag = number(at: place, bytes: 2) else { return nil }
      guard tag == Self.tag else { continue }
      // One number of 16 bits.
      guard number(at: place + 2, bytes: 2) == 3, number(at: place + 4, bytes: 4) == 1,
        let value = number(at: place + 8, bytes: 2), (1...8).contains(value)
      else { return nil }
      return value
    }
    return nil
  }
}

extension Raster {
  /// The picture as it was meant.
  func turned(_ orientation: Orientation) -> Raster {
    if orientation == .upright { return self }
    let turned =
      orientation.isTransposed ? PictureSize(width: height, height: width) : size
    var samples: [Element] = []
    samples.reserveCapacity(self.samples.count)
    for y in 0..<turned.height {
      for x in 0..<turned.width {
        let (column, row) = (
          orientation.isMirrored ? turned.width - 1 - x : x,
          orientation.isUpsideDown ? turned.height - 1 - y : y
        )
        let pixel = orientation.isTransposed ? column * width + row : row * width + column
        samples += self.samples[pixel * channels..<(pixel + 1) * channels]
      }
    }
    return Raster(turned, channels: channels, samples)
  }
}
