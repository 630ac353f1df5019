import Tables
import TensorIO
import Tool

@testable import Text

extension Fuzzer {
  /// Tables as `tsv2t` reads them; the first byte chooses the form.
  static var table: Fuzzer {
    Fuzzer(name: "table") { bytes in
      let choice = bytes.first ?? 0
      StandardInput.hold(Array(bytes.dropFirst()))
      var form = TableForm()
      let isOther = choice & 128 != 0
      if choice & 1 != 0 { form.label = isOther ? .last : .field(0) }
      form.hasHeader = choice & 2 != 0
      form.separator = Separator.allCases[Int(choice >> 2 & 1) + (isOther ? 2 : 0)]
      if choice & 8 != 0 { form.shape = [1, 2] }
      switch (choice >> 4) % 5 {
      case 0: rows(form, UInt8.self)
      case 1: rows(form, Int32.self)
      case 2: rows(form, Int64.self)
      case 3: rows(form, Float.self)
      default: rows(form, Double.self)
      }
    }
  }

  /// Reads all rows: as many in each tensor, and of the width that was asked for.
  private static func rows<Number: TableNumber>(_ form: TableForm, _: Number.Type) {
    Refusal.allowed {
      var reader = try TableReader(nil, form, of: Number.self)
      while let frame = try reader.next() {
        let rows = try frame.rows()
        precondition(rows > 0 && frame.tensors.count == (form.label == nil ? 1 : 2))
        if let shape = form.shape { precondition(frame.tensors[0].shape.dropFirst() == shape[...]) }
      }
    }
  }

  /// Columns of tables. What is read is written as text that reads as the same, and that is the only text for it.
  static var columns: Fuzzer {
    Fuzzer(name: "columns") { bytes in
      guard let text = String(validating: bytes, as: UTF8.self),
        let columns = Refusal.allowed({ try Columns(parsing: text) })
      else { return }
      precondition(columns.text.utf8.elementsEqual(bytes))
      precondition(columns.all.allSatisfy { columns[$0.name] == $0 })
    }
  }

  /// Labels and scores as `t-auroc` reads them, with the label 0 for what is normal.
  static var scores: Fuzzer {
    Fuzzer(name: "scores") { bytes in
      StandardInput.hold(bytes)
      guard let scores = Refusal.allowed({ try Scores(nil) { $0 != 0 } }) else { return }
      for list in [scores.anomalous, scores.normal] {
        precondition(!list.isEmpty && list.allSatisfy(\.isFinite))
        precondition(zip(list, list.dropFirst()).allSatisfy { $0 <= $1 })
      }
    }
  }

  /// Numbers of rows as `t-select --index` reads them.
  static var index: Fuzzer {
    Fuzzer(name: "index") { bytes in
      StandardInput.hold(bytes)
      if let index = Refusal.allowed({ try RowIndex("-", most: 3) }) {
        precondition(index.rows.count <= 3 && index.rows.allSatisfy { $0 >= 0 })
      }
    }
  }

  /// Numbers in decimal notation, against those of the standard library.
  static var numbers: Fuzzer {
    Fuzzer(name: "numbers") { bytes in
      let isDecimal = bytes.allSatisfy { "0123456789.-+eE".utf8.contains($0) }
      let text = String(decoding: bytes, as: UTF8.self)
      let (double, float) = (nearestDouble(bytes.span), nearestFloat(bytes.span))
      precondition((double == nil) == (float == nil) && (isDecimal || double == nil))
      guard let double, let float else { return }
      // The same bits, a zero's sign included.
      precondition(double.bitPattern == Double(text)?.bitPattern, "\(text): \(double)")
      precondition(float.bitPattern == Float(text)?.bitPattern, "\(text): \(float)")
    }
  }
}
