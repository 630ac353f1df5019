import CSV
import TensorIO
import Tool

extension Fuzzer {
  /// Tables as `csv2t` reads them; the first bytes choose the form. What is read is written by `t2csv`, and is read
  /// again as the same columns and bytes.
  static var csv: Fuzzer {
    Fuzzer(name: "csv") { bytes in
      let (choice, more) = (bytes.first ?? 0, bytes.dropFirst().first ?? 0)
      StandardInput.hold(Array(bytes.dropFirst(2)))
      var form = CSVForm()
      if choice & 1 != 0 { form.separator = CSVSeparator.allCases[Int(choice >> 1 & 3)] }
      if choice & 8 != 0 { form.decimalMark = choice & 16 != 0 ? 0x2C : 0x2E }
      if choice & 32 != 0 { form.hasHeader = choice & 64 != 0 }
      if choice & 128 != 0 { form.missing = ["?", "0"] }
      // The names of columns without a header, and of the inputs to start from.
      let kinds = Column.Kind.allCases
      if more & 15 < kinds.count { form.kinds = [("1", kinds[Int(more & 15)])] }
      if more & 16 != 0 { form.kinds.append(("a", kinds[Int(more >> 5)])) }
      guard let (frames, columns) = read(form) else { return }
      var text: [UInt8] = []
      guard let first = frames.first else { preconditionFailure("no frame") }
      do {
        var writer = try CSVWriter(first, CSVStyle())
        for frame in frames {
          try writer.add(frame, rows: frame.rows()) {
            text += $0
            $0.removeAll()
          }
        }
      } catch {
        preconditionFailure("read and not written: \(error)")
      }
      var again = CSVForm()
      again.separator = .comma
      again.hasHeader = true
      let sizes = first.tensors.filter { $0.shape.count == 2 }.map { ($0.name, $0.shape[1]) }
      again.model = CSVModel(
        columns: columns, name: "first", sizes: Dictionary(uniqueKeysWithValues: sizes))
      StandardInput.hold(text)
      guard let (others, _) = read(again, mustSucceed: true) else { return }
      precondition(others.count == frames.count)
      for (one, other) in zip(frames, others) {
        for tensor in one.tensors {
          precondition(other[tensor.name]?.isIdentical(to: tensor) == true, tensor.name)
        }
      }
    }
  }

  private static func read(
    _ form: CSVForm, mustSucceed: Bool = false
  ) -> (frames: [Frame], columns: Columns)? {
    let result = Refusal.allowedOfTable { () throws -> (frames: [Frame], columns: Columns) in
      let reader = try CSVReader(nil, form)
      var frames: [Frame] = []
      while let frame = try reader.next() {
        precondition(frame.columns == reader.columns)
        frames.append(frame)
      }
      return (frames, reader.columns)
    }
    precondition(result != nil || !mustSucceed, "written and not read")
    return result
  }
}

extension Refusal {
  /// A table that lacks a column that was told is a wrong option, or wrong data.
  static func allowedOfTable<Result>(_ read: () throws -> Result) -> Result? {
    allowed {
      do {
        return try read()
      } catch let error as ToolError where error.status == .usage {
        throw ToolError(.badData, error.subject, error.message)
      }
    }
  }
}
