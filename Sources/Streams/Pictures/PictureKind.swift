/// What the images of a stream are: all grey or all in colour.
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

  /// The first two bytes of netpbm's binary format.
  var magic: String {
    switch self {
    case .grey: "P5"
    case .colour: "P6"
    }
  }

  /// The tool that draws them in netpbm's format.
  var tool: String {
    switch self {
    case .grey: "t2pgm"
    case .colour: "t2ppm"
    }
  }

  /// As a message calls them.
  var name: String {
    switch self {
    case .grey: "grey images"
    case .colour: "colour images"
    }
  }

  /// The tensors that hold such images.
  var expectation: String {
    switch self {
    case .grey: "grey images: rows×height×width, or one matrix"
    case .colour: "colour images: rows×height×width×3"
    }
  }
}
