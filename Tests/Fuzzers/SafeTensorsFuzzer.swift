import NumberTypes
import TensorIO
import Tool

@testable import SafeTensors

extension Fuzzer {
  /// Files as `safetensors2t` reads them, as rows and whole. A header is written as it was read, and what is widened
  /// is what it was when it is narrowed again.
  static var safeTensors: Fuzzer {
    Fuzzer(name: "safetensors") { bytes in
      for isWhole in [false, true] {
        StandardInput.hold(bytes)
        Refusal.allowed {
          let file = try SafeTensorsFile("-", folder: "/tmp")
          let text = Array(file.header.bytes.dropFirst(8))
          precondition(Refusal.allowed { try header(text) } == file.header)
          var rows = try SafeTensorsRows(file, selections: nil, isWhole: isWhole)
          var elements = 0
          while let frame = try rows.next(from: file) {
            guard let stamp = TypeStamp(frame) else { preconditionFailure() }
            for tensor in frame.tensors {
              guard let type = stamp.type(of: tensor) else { continue }
              if !tensor.isMetadata { elements += tensor.count }
              let narrow = try! type.narrowed(tensor)
              let wide = try! type.tensor(tensor.name, shape: tensor.shape, bytes: narrow)
              precondition(wide.isIdentical(to: tensor))
            }
          }
          precondition(
            elements
              == file.header.entries.filter { !$0.name.hasPrefix("@") }
              .reduce(0) { $0 + $1.range.count / ($1.type?.size ?? 1) })
        }
      }
    }
  }

  private static func header(_ text: [UInt8]) throws -> SafeTensorsHeader {
    do { return try SafeTensorsHeader(json: text) } catch {
      throw ToolError(.badData, nil, error.message)
    }
  }
}
