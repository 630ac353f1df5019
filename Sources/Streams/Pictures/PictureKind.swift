/// What a picture shows: PGM holds grey images, PPM colour images.
package enum PictureKind: Sendable {
  case grey
  case colour

  /// Numbers a pixel: grey, or red, green and blue.
  var channels: Int {
    switch self {
    case .grey: 1
    case .colour: 3
    }
  }

  /// The first two bytes of the binary format.
  var magic: String {
    switch self {
    case .grey: "P5"
    case .colour: "P6"
    }
  }

  /// The name of the format.
  var format: String {
    switch self {
    case .grey: "PGM"
    case .colour: "PPM"
    }
  }

  /// The tool that draws such pictures.
  var tool: String {
    switch self {
    case .grey: "t2pgm"
    case .colour: "t2ppm"
    }
  }

  /// The tensors that hold such images.
  var expectation: String {
    switch self {
    case .grey: "grey images: rows×height×width, or one matrix"
    case .colour: "colour images: rows×height×width×3"
    }
  }

  /// The other kind.
  var other: PictureKind {
    switch self {
    case .grey: .colour
    case .colour: .grey
    }
  }
}
