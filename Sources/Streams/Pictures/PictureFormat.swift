/// The file format of a drawn picture.
package enum PictureFormat: Sendable {
  case pgm
  case ppm
  case png

  /// The name of the format.
  var name: String {
    switch self {
    case .pgm: "PGM"
    case .ppm: "PPM"
    case .png: "PNG"
    }
  }

  /// The tool that draws such pictures.
  var tool: String {
    switch self {
    case .pgm: "t2pgm"
    case .ppm: "t2ppm"
    case .png: "t2png"
    }
  }

  /// The images that it can show.
  var kinds: [PictureKind] {
    switch self {
    case .pgm: [.grey]
    case .ppm: [.colour]
    case .png: [.grey, .colour]
    }
  }
}
