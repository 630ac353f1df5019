/// How the pixels of a picture of another size are made. When a picture is made smaller, each filter is stretched so
/// that it covers all pixels that come together in one, and nothing is skipped; `nearest` alone takes single pixels.
package enum ResampleFilter: String, Sendable, CaseIterable {
  case nearest
  /// The mean of what a pixel covers.
  case box
  /// A triangle, 1 pixel to each side.
  case bilinear
  /// The cubic of R. Keys with a = −1/2, 2 pixels to each side.
  case bicubic

  /// A few words.
  package var meaning: String {
    switch self {
    case .nearest: "the pixel that is nearest"
    case .box: "the mean"
    case .bilinear: "a triangle"
    case .bicubic: "a cubic, which sharpens"
    }
  }

  /// How far the filter reaches, in pixels of the smaller of the two grids.
  var support: Double {
    switch self {
    case .nearest, .box: 0.5
    case .bilinear: 1
    case .bicubic: 2
    }
  }

  /// The weight at a distance from the centre. Nothing but sums and products: it is the same on every machine.
  func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    switch self {
    case .nearest: return 1
    // Half open, so that what lies between two pixels belongs to one.
    case .box: return distance > -0.5 && distance <= 0.5 ? 1 : 0
    case .bilinear: return x < 1 ? 1 - x : 0
    case .bicubic:
      if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }
  }
}
