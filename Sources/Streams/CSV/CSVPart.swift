internal import TensorIO

/// A column of a table that is written: where its numbers are, and what they mean.
final class CSVPart {
  /// Most columns of a table: where no frame has rows, a few bytes can claim any number.
  static let mostParts = 1 << 20

  let name: String
  /// The tensor.
  let place: String
  /// Which number of a row it is.
  let index: Int
  /// Nil for a tensor that `@!columns` does not name.
  let column: Column?
  /// Bytes of each level.
  let levels: [[UInt8]]

  private init(name: String, place: String, index: Int, column: Column? = nil) {
    (self.name, self.place, self.index, self.column) = (name, place, index, column)
    levels = column?.levels.map { Array($0.utf8) } ?? []
  }

  /// The columns of a frame. Of more than can be written one too many is made, and no further one.
  static func parts(of frame: Frame) -> [CSVPart] {
    var parts: [CSVPart] = []
    var named: Set<String> = []
    var inX = 0
    for column in frame.columns?.all ?? [] where frame[column.place] != nil {
      named.insert(column.place)
      let index = column.place == "x" ? inX : 0
      if column.place == "x" { inX += 1 }
      parts.append(CSVPart(name: column.name, place: column.place, index: index, column: column))
    }
    for tensor in frame.tensors where !tensor.isMetadata && !named.contains(tensor.name) {
      if tensor.shape.count == 1 || RowNames.areIn(tensor) {
        parts.append(CSVPart(name: tensor.name, place: tensor.name, index: 0))
        continue
      }
      let width = tensor.shape.dropFirst().reduce(1, *)
      for index in 0..<width where parts.count <= mostParts {
        parts.append(CSVPart(name: "\(tensor.name).\(index)", place: tensor.name, index: index))
      }
    }
    return parts
  }

  /// Its numbers, or texts, in a frame.
  ///
  /// - Throws: `CSVFault` where the frame lacks the tensor.
  func cells(of frame: Frame) throws(CSVFault) -> CSVCells {
    guard let tensor = frame[place] else {
      throw CSVFault("not there, which the first frame has", tensor: place)
    }
    if column.map({ $0.kind == .id || $0.kind == .text }) ?? RowNames.areIn(tensor) {
      return .text(tensor)
    }
    let width = tensor.shape.dropFirst().reduce(1, *)
    switch tensor.elementType {
    case .u8: return .bytes(tensor.elements(of: UInt8.self), width)
    case .i32: return .int32(tensor.elements(of: Int32.self), width)
    case .i64: return .int64(tensor.elements(of: Int64.self), width)
    case .f32: return .float(tensor.elements(of: Float.self), width)
    case .f64: return .double(tensor.elements(of: Double.self), width)
    case .utf8: throw CSVFault("text has no rows", tensor: place)
    }
  }

  /// The text of a row; nil where its bytes are none.
  func text(_ row: Int, _ tensor: Tensor) -> [UInt8]? {
    if column?.kind != .text { return RowNames.name(of: row, in: tensor).map { Array($0.utf8) } }
    let bytes = tensor.rows(row..<row + 1).elements(of: UInt8.self)
    let text = bytes.prefix { $0 != 0 }
    guard bytes[text.count...].allSatisfy({ $0 == 0 }),
      String(validating: text, as: UTF8.self) != nil
    else { return nil }
    return Array(text)
  }
}

/// The numbers of a tensor, and how many a row has; or its texts.
enum CSVCells {
  case text(Tensor)
  case bytes([UInt8], Int)
  case int32([Int32], Int)
  case int64([Int64], Int)
  case float([Float], Int)
  case double([Double], Int)
}
