import TensorIO
import Text
import Tool

/// The rows of the next frame.
struct Table<Number: TableNumber> {
  private let name: String
  /// The shape of a row.
  private let shape: [Int]
  private let hasLabels: Bool
  /// Fields of a line.
  private let fields: Int
  private var numbers: [Number] = []
  private var labels: [Int32] = []
  private var rows = 0

  /// - Throws: `ToolError` with the status `badData` where the first line has nothing but a label.
  init(_ form: TableForm, firstLine line: borrowing LineReader) throws(ToolError) {
    name = form.tensor
    hasLabels = form.hasLabels
    let found = line.fieldCount - (hasLabels ? 1 : 0)
    shape = form.shape ?? [found]
    guard shape != [0] else {
      throw line.refusal("found the label alone, expected numbers after it")
    }
    fields = shape.reduce(1, *) + (hasLabels ? 1 : 0)
  }

  var isEmpty: Bool { rows == 0 }

  /// Whether there are enough rows for a frame.
  var isFull: Bool { numbers.count * Number.elementType.size >= 1 << 20 }

  /// Adds a line.
  ///
  /// - Throws: `ToolError` with the status `badData` for another number of fields, and for a field that is
  ///   no number of the type.
  mutating func add(_ line: borrowing LineReader) throws(ToolError) {
    guard line.fieldCount == fields else {
      let label = hasLabels ? " with the label" : ""
      throw line.refusal("\(line.fieldCount) fields, expected \(fields)\(label)")
    }
    if hasLabels { labels.append(try Int32.read(0, of: line)) }
    for field in (hasLabels ? 1 : 0)..<fields { numbers.append(try Number.read(field, of: line)) }
    rows += 1
  }

  /// The rows so far as a frame, and none in their place.
  mutating func takeFrame() throws(StreamError) -> Frame {
    var tensors = [Tensor(name, shape: [rows] + shape, numbers)]
    if hasLabels { tensors.append(Tensor("y", shape: [rows], labels)) }
    numbers.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    rows = 0
    return try Frame(tensors)
  }
}
