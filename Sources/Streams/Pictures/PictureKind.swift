/// What a picture shows: PGM holds grey images, PPM colour images.
package struct PictureKind: Sendable, Equatable {
  /// Numbers a pixel: grey, or red, green and blue.
  let channels: Int
  /// The first two bytes of the binary format.
  let magic: String
  /// The name of the format.
  let format: String
  /// The tool that draws such pictures.
  let tool: String
  /// The tensors that hold such images.
  let expectation: String

  package static let grey = PictureKind(
    channels: 1, magic: "P5", format: "PGM", tool: "t2pgm",
    expectation: "grey images: rows×height×width, or one matrix")
  package static let colour = PictureKind(
    channels: 3, magic: "P6", format: "PPM", tool: "t2ppm",
    expectation: "colour images: rows×height×width×3")

  var other: PictureKind { self == .grey ? .colour : .grey }
}
