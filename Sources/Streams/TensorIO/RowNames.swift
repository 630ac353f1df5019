/// The names of rows: a tensor `id`, u8, rows × bytes. A row of it is a name in UTF-8, with zero bytes behind it up to
/// the width, which is the same in all rows of a stream. So a name is moved with its row by whatever moves rows.
package enum RowNames {
  package static let tensor = "id"

  /// Widths go in such steps, so that streams of names that are much alike can be joined.
  private static let step = 64

  /// The width that writers choose for names of at most so many bytes.
  package static func width(ofLongest bytes: Int) -> Int {
    max(1, (bytes + step - 1) / step) * step
  }

  /// Why a text cannot be a name; nil where it can: names stand in lines of text, between tabs.
  package static func fault(of name: String) -> String? {
    name.utf8.contains { $0 < 0x20 || $0 == 0x7F }
      ? "has a control character in its name, which an id must not have" : nil
  }

  /// A name as it lies in the tensor.
  ///
  /// - Precondition: it is at most as long.
  package static func padded(_ name: String, to width: Int) -> [UInt8] {
    let bytes = Array(name.utf8)
    return bytes + [UInt8](repeating: 0, count: width - bytes.count)
  }

  /// Whether a tensor holds names.
  package static func areIn(_ tensor: Tensor) -> Bool {
    tensor.name == self.tensor && tensor.elementType == .u8 && tensor.shape.count == 2
  }

  /// The name of a row; nil where its bytes are none: not UTF-8, with control characters, or with something behind a
  /// zero byte.
  ///
  /// - Precondition: the tensor holds names, and the row exists.
  package static func name(of row: Int, in tensor: Tensor) -> String? {
    let width = tensor.shape[1]
    return tensor.withElements(of: UInt8.self) { bytes in
      var name: [UInt8] = []
      for index in row * width..<(row + 1) * width {
        if bytes[index] == 0 {
          for rest in index..<(row + 1) * width where bytes[rest] != 0 { return nil }
          break
        }
        name.append(bytes[index])
      }
      return String(validating: name, as: UTF8.self).flatMap { fault(of: $0) == nil ? $0 : nil }
    }
  }
}
