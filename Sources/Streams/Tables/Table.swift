import TensorIO
import Text
import Tool

/// The rows of the next frame.
struct Table<Number: TableNumber> {
  private let form: TableForm
  /// The shape of a row.
  private let shape: [Int]
  /// The field of the label, if there is one.
  private let label: Int?
  /// Fields of a line.
  private let fields: Int
  private var numbers: [Number] = []
  private var labels: [Int32] = []
  private var rows = 0

  /// - Throws: `ToolError` with the status `badData` where the first line has nothing but a label, or not
  ///   the field of one.
  init(_ form: TableForm, firstLine line: borrowing LineReader) throws(ToolError) {
    self.form = form
    let found = line.fieldCount - (form.label == nil ? 0 : 1)
    shape = form.shape ?? [found]
    guard shape != [0] else {
      throw form.advised(
        line.refusal("found the label alone, expected numbers beside it"), of: line)
    }
    fields = shape.reduce(1, *) + (form.label == nil ? 0 : 1)
    switch form.label {
    case nil: label = nil
    case .last: label = fields - 1
    case .field(let number):
      guard number < fields else {
        throw form.advised(
          line.refusal("\(line.fieldCount) fields, expected the label in field \(number + 1)"),
          of: line)
      }
      label = number
    }
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
      let label = label == nil ? "" : " with the label"
      throw form.advised(
        line.refusal("\(line.fieldCount) fields, expected \(fields)\(label)"), of: line)
    }
    var field = 0
    let label = label ?? fields
    do {
      while field < fields {
        if field == label {
          labels.append(try Int32.read(field, of: line))
        } else {
          numbers.append(try Number.read(field, of: line))
        }
        field += 1
      }
    } catch {
      throw form.advised(error, field: field, isLabel: field == label, of: line)
    }
    rows += 1
  }

  /// The rows so far as a frame, and none in their place.
  mutating func takeFrame() throws(StreamError) -> Frame {
    var tensors = Frame.unitTensors(form.unit)
    tensors.append(Tensor(form.tensor, shape: [rows] + shape, numbers))
    if label != nil { tensors.append(Tensor("y", shape: [rows], labels)) }
    numbers.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    rows = 0
    return try Frame(tensors)
  }
}
