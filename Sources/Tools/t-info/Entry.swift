import TensorIO

/// One name in a summary, and what the tensors of that name hold together.
struct Entry {
  let name: String
  /// The type of the elements, or `varies`.
  private(set) var type: String
  private(set) var frames = 1
  private(set) var elements: Int
  private(set) var bytes: Int
  /// The value of metadata, or `varies`.
  private(set) var value: String?
  /// The same for people, who see fewer numbers.
  private(set) var shortValue: String?
  /// The shape, with the sum of all rows in front; nil where shapes differ otherwise.
  private var shape: [Int]?

  init(_ tensor: Tensor) {
    name = tensor.name
    type = tensor.elementType.name
    elements = tensor.count
    bytes = tensor.byteCount
    value = tensor.value
    shortValue = tensor.shortValue
    shape = tensor.shape
  }

  /// Adds the tensor of another frame.
  mutating func add(_ tensor: Tensor) {
    frames += 1
    elements += tensor.count
    bytes += tensor.byteCount
    if tensor.elementType.name != type { type = "varies" }
    if tensor.value != value { (value, shortValue) = ("varies", "varies") }
    shape = shape.flatMap { known in
      if tensor.shape == known, tensor.isMetadata { return known }
      guard !tensor.isMetadata, let rows = known.first, let more = tensor.shape.first,
        known.dropFirst() == tensor.shape.dropFirst()
      else { return nil }
      return [rows + more] + known.dropFirst()
    }
  }

  /// The shape as people read it, `60000×28×28`, or for scripts, `60000x28x28`.
  func shapeDescription(times: String) -> String {
    shape.map { Shape.describe($0, times: times) } ?? "varies"
  }
}
