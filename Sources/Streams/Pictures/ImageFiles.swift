import TensorIO
import TensorTool
import Tool

/// A file for each image of a stream, each complete or not there.
struct ImageFiles {
  /// As many have a name of six digits, so that the names' order is that of the rows.
  private static let most = 1_000_000

  private let drawing: Drawing
  private let prefix: String
  /// The names of files that were made of names of rows.
  private var names: Set<String> = []
  private var number = 0

  /// - Parameter prefix: what the path of each begins with.
  init(_ drawing: Drawing, _ prefix: String) {
    self.drawing = drawing
    self.prefix = prefix
  }

  /// Draws the images of the stream at `path`, or of standard input.
  ///
  /// - Throws: `ToolError`.
  consuming func draw(_ format: PictureFormat, from path: String?) throws(ToolError) {
    var input = try TensorInput(path)
    var images = Images(format, from: input.name)
    while let frame = try input.next() {
      images.removeAll()
      try images.append(frame, from: input)
      for index in 0..<images.count {
        let path = try self.path(index, of: frame, from: input)
        try write(images[index], images, format, to: path)
        number += 1
      }
    }
    try images.checkSome()
  }

  private func write(
    _ pixels: ArraySlice<UInt8>, _ images: Images, _ format: PictureFormat, to path: String
  ) throws(ToolError) {
    let (shape, channels, scale) = (images.shape, images.kind.channels, drawing.scale)
    let output = try PictureOutput(
      try OutputFile(path, hint: nil), format, images.kind, width: shape.width * scale,
      height: shape.height * scale)
    let line = shape.width * channels
    for start in stride(from: pixels.startIndex, to: pixels.endIndex, by: line) {
      var samples = Array(pixels[start..<start + line])
      if drawing.isInverted { for i in samples.indices { samples[i] = 255 - samples[i] } }
      try output.write(samples, scale: scale, channels: channels)
    }
    try output.finish()
  }

  private mutating func path(
    _ index: Int, of frame: Frame, from input: borrowing TensorInput
  ) throws(ToolError) -> String {
    guard drawing.isByID else {
      guard number < Self.most else {
        throw ToolError(.usage, "--each", "more than \(Self.most) files would be needed")
      }
      let digits = String(number)
      return prefix + String(repeating: "0", count: 6 - digits.utf8.count) + digits + ".png"
    }
    guard let ids = frame[RowNames.tensor], RowNames.areIn(ids), index < ids.shape[0] else {
      throw input.refusal("no ids 'id', which img2t writes; without --by-id files get numbers")
    }
    guard let id = RowNames.name(of: index, in: ids) else {
      throw input.refusal("row \(number): the id is no text", tensor: RowNames.tensor)
    }
    let name = Self.fileName(id)
    guard names.insert(name).inserted else {
      throw input.refusal(
        "row \(number): '\(name)' is the file of a row before too", tensor: RowNames.tensor)
    }
    return prefix + name
  }

  /// The name of a file for a row of that name: folders become a part of it, so that no id leads elsewhere.
  private static func fileName(_ id: String) -> String {
    var parts = id.split(separator: "/").filter { $0 != "." && $0 != ".." }
    if let last = parts.popLast() {
      let suffix = [".png", ".jpg", ".jpeg"].first { last.lowercased().hasSuffix($0) }
      parts.append(last.dropLast(suffix?.count ?? 0))
    }
    return parts.joined(separator: "_") + ".png"
  }
}
