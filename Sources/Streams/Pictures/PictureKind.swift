/// What the images of a stream are: all grey or all in colour.
package struct PictureKind: Sendable, Equatable {
  /// Numbers a pixel: grey, or red, green and blue.
  let channels: Int
  /// The first two bytes of netpbm's binary format.
  let magic: String
  /// The tool that draws them in netpbm's format.
  let tool: String
  /// As a message calls them.
  let name: String
  /// The tensors that hold such images.
  let expectation: String

  package static let grey = PictureKind(
    channels: 1, magic: "P5", tool: "t2pgm", name: "grey images",
    expectation: "grey images: rows×height×width, or one matrix")
  package static let colour = PictureKind(
    channels: 3, magic: "P6", tool: "t2ppm", name: "colour images",
    expectation: "colour images: rows×height×width×3")
}
