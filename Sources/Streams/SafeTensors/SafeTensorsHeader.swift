import Found
import NumberTypes
import TensorIO

/// The header of a safetensors file: what tensors there are, and some words about them.
///
/// A file is the size of the header (8 bytes, little-endian), the header, which is a JSON object, and the elements of
/// all tensors, little-endian and row-major. The tensors cover the bytes behind the header exactly.
package struct SafeTensorsHeader: Sendable, Equatable {
  /// A line on what is wrong with a header.
  package struct Fault: Error {
    package let message: String
  }

  /// The most bytes of a header that is read or written. 4,096 tensors, the most of a frame, need half of it.
  package static let mostBytes = 4 << 20
  /// The name of the object of words, which no tensor can have.
  static let metadataName = "__metadata__"

  /// In the order of their elements.
  package let entries: [SafeTensorsEntry]
  /// In the order of the file, or of writing.
  package let metadata: [(name: String, text: String)]

  /// The bytes of all tensors.
  package var dataSize: Int { entries.last?.range.upperBound ?? 0 }

  /// - Parameter entries: in the order of their elements.
  package init(_ entries: [SafeTensorsEntry], metadata: [(name: String, text: String)]) {
    self.entries = entries
    self.metadata = metadata
  }

  /// Checks what a file says of its tensors: sizes and places, with neither gaps nor overlaps.
  ///
  /// - Parameter entries: in any order.
  init(
    checking entries: [SafeTensorsEntry], metadata: [(name: String, text: String)]
  ) throws(Fault) {
    let entries = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = 0
    for entry in entries {
      let place = "tensor \(quoted(entry.name))"
      guard let count = SafeTensorsEntry.count(entry.shape) else {
        throw Fault(
          message: "\(place): a shape of \(Shape.describe(entry.shape)) is too large for any memory"
        )
      }
      if let type = entry.type, entry.range.count != count * type.size {
        throw Fault(
          message: "\(place) has \(entry.range.count) bytes, but \(type.safeTensorsName) "
            + "\(Shape.describe(entry.shape)) needs \(count * type.size)")
      }
      guard entry.range.lowerBound == end else {
        throw Fault(
          message:
            "\(place) begins at byte \(entry.range.lowerBound) of the data, expected \(end), "
            + "where the tensor before it ends")
      }
      end = entry.range.upperBound
    }
    self.init(entries, metadata: metadata)
  }

  package static func == (a: SafeTensorsHeader, b: SafeTensorsHeader) -> Bool {
    a.entries == b.entries && a.metadata.elementsEqual(b.metadata) { $0 == $1 }
  }
}
