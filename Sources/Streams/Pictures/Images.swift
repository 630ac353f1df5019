import TensorIO
import TensorTool
import Tool

/// All images of a stream, as bytes. The size of a picture stands before its first row, so the images
/// are kept until their number is known: at most `maximumBytes` of them.
struct Images {
  static let maximumBytes = 1 << 28

  /// The name of the stream, for diagnostics.
  let source: String
  let kind: PictureKind
  private(set) var shape = ImageShape(height: 0, width: 0)
  private(set) var count = 0
  /// The pixels, `[count, height, width, channels]`, 0 for black.
  private(set) var pixels: [UInt8] = []

  /// Bytes of one image.
  private var size: Int { shape.height * shape.width * kind.channels }

  /// Reads the stream at `path`, or standard input.
  ///
  /// - Throws: `ToolError` where `x` is missing or does not hold images of that kind and of one size.
  init(reading path: String?, kind: PictureKind) throws(ToolError) {
    self.kind = kind
    var input = try TensorInput(path)
    var hint = UnitHint()
    source = input.name
    while let frame = try input.next() {
      hint.add(frame)
      try append(frame, from: input)
    }
    if let message = hint.message { Diagnostic.report(kind.tool, subject: source, message) }
    guard count > 0 else {
      throw ToolError(.badData, source, "no images, expected at least one row in tensor 'x'")
    }
  }

  private mutating func append(_ frame: Frame, from input: borrowing TensorInput) throws(ToolError)
  {
    guard let x = frame["x"] else { throw input.refusal(advice(for: frame)) }
    guard let (new, rows) = ImageShape.images(in: x, kind) else {
      throw input.refusal(
        "shape \(x.shapeDescription), expected \(kind.expectation)\(hint(for: x))", tensor: "x")
    }
    if rows == 0 { return }
    if count == 0 { shape = new }
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

  /// What to do about images of the other kind.
  private func hint(for x: Tensor) -> String {
    let other = kind.other
    guard ImageShape.images(in: x, other) != nil else { return "" }
    return "; for \(other == .grey ? "grey" : "colour") images, use \(other.tool)"
  }

  /// What to do about a frame without images.
  private func advice(for frame: Frame) -> String {
    if frame["@model"] != nil {
      return "this is a model, not images; to see what it draws: "
        + "latent-sample -n 64 | vae-decode MODEL | \(kind.tool)"
    }
    return frame.missing("x", meaning: "images")
  }
}
