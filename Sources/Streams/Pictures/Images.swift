import TensorIO
import TensorTool
import Tool

/// Images of a stream, as bytes. The size of a sheet stands before its first row, so the images of a stream
/// are kept until their number is known: at most `maximumBytes` of them.
struct Images {
  static let maximumBytes = 1 << 28

  /// The name of the stream, for diagnostics.
  let source: String
  private let format: PictureFormat
  /// That of the first.
  private(set) var kind: PictureKind
  private(set) var shape = ImageShape(height: 0, width: 0)
  private(set) var count = 0
  /// Whether there was one, which the others must be like.
  private var isKnown = false
  /// The pixels, `[count, height, width, channels]`, 0 for black.
  private(set) var pixels: [UInt8] = []

  /// Bytes of one image.
  private var size: Int { shape.height * shape.width * kind.channels }

  /// No images yet.
  ///
  /// - Parameter source: the name of the stream.
  init(_ format: PictureFormat, from source: String) {
    self.format = format
    self.source = source
    kind = format.kinds[0]
  }

  /// Reads all of the stream at `path`, or standard input.
  ///
  /// - Throws: `ToolError` where `x` is missing or does not hold images that the format can show, of one size.
  init(reading path: String?, _ format: PictureFormat) throws(ToolError) {
    var input = try TensorInput(path)
    var hint = UnitHint()
    self.init(format, from: input.name)
    while let frame = try input.next() {
      hint.add(frame)
      try append(frame, from: input)
    }
    if let message = hint.message { Diagnostic.report(format.tool, subject: source, message) }
    try checkSome()
  }

  /// - Throws: `ToolError` where there was no image.
  func checkSome() throws(ToolError) {
    guard isKnown else {
      throw ToolError(.badData, source, "no images, expected at least one row in tensor 'x'")
    }
  }

  /// Forgets the images, but not what they are like.
  mutating func removeAll() {
    pixels.removeAll(keepingCapacity: true)
    count = 0
  }

  /// One of the images.
  subscript(index: Int) -> ArraySlice<UInt8> { pixels[index * size..<(index + 1) * size] }

  /// Adds the images of a frame.
  ///
  /// - Throws: `ToolError`, with the status `badData`.
  mutating func append(_ frame: Frame, from input: borrowing TensorInput) throws(ToolError) {
    guard let x = frame["x"] else { throw input.refusal(advice(for: frame)) }
    let found = (isKnown ? [kind] : format.kinds).lazy.compactMap { kind in
      ImageShape.images(in: x, kind).map { (kind: kind, images: $0) }
    }
    guard let (kind, (new, rows)) = found.first else {
      let expectation = (isKnown ? [kind] : format.kinds).map(\.expectation)
      throw input.refusal(
        "shape \(x.shapeDescription), expected \(expectation.joined(separator: ", or "))\(hint(for: x))",
        tensor: "x")
    }
    if rows == 0 { return }
    if !isKnown { (self.kind, shape, isKnown) = (kind, new, true) }
    guard new == shape else {
      throw input.refusal("images are \(new), expected \(shape) as in the rows before", tensor: "x")
    }
    guard x.count <= Self.maximumBytes - pixels.count else {
      throw input.refusal(
        "more than \(Self.maximumBytes >> 20) MiB of pixels; give fewer images", tensor: "x")
    }
    pixels.reserveCapacity(pixels.count + x.count)
    switch x.elementType {
    case .u8:
      appendBytes(x, unit: frame.unit)
    case .f32:
      try appendRounded(x, from: input)
    default:
      throw input.refusal(
        "elements are \(x.elementType.name), expected u8, or f32 from 0 to 1", tensor: "x")
    }
    count += rows
  }

  /// Appends bytes: p stands for p/unit, and a unit is white.
  private mutating func appendBytes(_ x: Tensor, unit: Int) {
    let levels = (0...255).map { UInt8(min(255, ($0 * 255 * 2 + unit) / (2 * unit))) }
    x.withElements(of: UInt8.self) { span in
      for i in span.indices { pixels.append(levels[Int(span[i])]) }
    }
  }

  /// Appends f32 pixels in steps of 1/255; what lies outside of 0 to 1 becomes black or white, but what is
  /// no finite number is a fault of the data.
  private mutating func appendRounded(
    _ x: Tensor, from input: borrowing TensorInput
  ) throws(ToolError) {
    let invalid = x.withElements(of: Float.self) { values -> Int? in
      for i in values.indices {
        if !values[i].isFinite { return i }
        let level = min(max(values[i], 0), 1) * 255
        pixels.append(UInt8(level.rounded()))
      }
      return nil
    }
    if let invalid {
      throw input.refusal(
        "row \(invalid / size): a pixel is \(x.elements(of: Float.self)[invalid]), expected 0 to 1",
        tensor: "x")
    }
  }

  /// What to do about images that the format cannot show.
  private func hint(for x: Tensor) -> String {
    let others = [PictureKind.grey, .colour].filter { !format.kinds.contains($0) }
    guard let other = others.first(where: { ImageShape.images(in: x, $0) != nil }) else {
      return x.channelsFirstHint.map { "; \($0)" } ?? ""
    }
    return "; for \(other.name), use \(other.tool)"
  }

  /// What to do about a frame without images.
  private func advice(for frame: Frame) -> String {
    if frame["@model"] != nil {
      return "this is a model, not images; to see what it draws: "
        + "latent-sample -n 64 | vae-decode MODEL | \(format.tool)"
    }
    return frame.missing("x", meaning: "images")
  }
}
