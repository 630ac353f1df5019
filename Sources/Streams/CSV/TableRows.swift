import Found
internal import TensorIO
internal import Tool

/// The rows of the next frame.
struct TableRows {
  let plan: TablePlan
  private let form: CSVForm
  private let stamp: Tensor
  private var parser: NumberParser
  private let missing: MissingWords
  private(set) var count = 0
  private var x: [Double] = []
  private var labels: [Int32] = []
  private var times: [Double] = []
  private var texts: [[UInt8]]
  private let rowSize: Int
  /// Bytes of a frame, about.
  private let frameSize: Int

  init(_ plan: TablePlan, form: CSVForm, parser: NumberParser, missing: MissingWords) {
    (self.plan, self.form, self.parser, self.missing) = (plan, form, parser, missing)
    stamp = plan.columns.tensor
    texts = plan.texts.map { _ in [] }
    rowSize = 8 * plan.width + 12 + plan.texts.reduce(0) { $0 + $1.size }
    frameSize = max(1 << 20, 4 * stamp.byteCount)
  }

  /// Whether there are enough for a frame.
  var isFull: Bool { count * rowSize >= frameSize }

  /// Adds the present record.
  ///
  /// - Throws: `ToolError` with the status `badData` for a field that is not of the column's kind.
  mutating func add(_ records: RecordReader, _ names: [String]) throws(ToolError) {
    if records.fields.count != names.count {
      try records.checkCount(names.count, form.hasHeader != false)
    }
    let base = x.count
    x.append(contentsOf: repeatElement(.nan, count: plan.width))
    for field in 0..<names.count {
      do {
        try add(field, records, base)
      } catch {
        throw records.refusal(error.message, column: field, names[field])
      }
    }
    count += 1
  }

  private mutating func add(_ field: Int, _ records: RecordReader, _ base: Int) throws(Fault) {
    let target = plan.targets[field]
    if case .nowhere = target { return }
    let bytes = records.bytes(field)
    if case .text(let index) = target { return try addText(bytes, index) }
    let isMissing = missing.contain(bytes, isQuoted: records.fields[field].isQuoted)
    switch target {
    case .number(let place):
      if !isMissing { x[base + place] = try number(bytes) }
    case .count(let place):
      if isMissing { return }
      let number = try number(bytes)
      guard number >= 0, number <= 16_777_216, number == number.rounded() else {
        throw Fault(
          "found \(quoted(Array(bytes), most: 40)), expected a count, a whole number from 0 to 16777216"
        )
      }
      x[base + place] = number
    case .level(let place, let levels):
      if isMissing { return }
      if let number = try number(bytes, of: levels) { x[base + place] = Double(number) }
    case .label(let levels):
      labels.append(isMissing ? -1 : Int32(try label(bytes, levels)))
    case .time: times.append(isMissing ? .nan : try number(bytes))
    case .nowhere, .text: break
    }
  }

  private mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> Double {
    let field = parser.parse(bytes)
    if case .number(let number) = field { return number }
    throw Fault(NumberParser.fault(field, Array(bytes), mark: parser.mark))
  }

  private func label(_ bytes: UnsafeBufferPointer<UInt8>, _ levels: LevelTable) throws(Fault) -> Int
  {
    if levels.count > 0 { return try number(bytes, of: levels) ?? -1 }
    guard let number = Int32(String(decoding: bytes, as: UTF8.self)), number >= 0 else {
      throw Fault(
        "found \(quoted(Array(bytes), most: 40)), expected a label, a whole number from 0 to \(Int32.max)"
      )
    }
    return Int(number)
  }

  /// The number of a level; nil where it is unseen, and that is missing.
  private func number(
    _ bytes: UnsafeBufferPointer<UInt8>, of levels: LevelTable
  ) throws(Fault) -> Int? {
    if let number = levels.number(of: bytes) { return number }
    if form.takesUnseen { return nil }
    let known = (0..<min(levels.count, 12)).map { quoted(Array(levels.text($0)), most: 40) }
    throw Fault(
      "found \(quoted(Array(bytes), most: 40)), expected \(known.joined(separator: ", "))"
        + "\(levels.count > 12 ? " … (\(levels.count) levels)" : ""); --unseen missing takes it for missing"
    )
  }

  private mutating func addText(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) throws(Fault) {
    let (tensor, size) = plan.texts[index]
    guard bytes.count <= size else {
      throw Fault(
        "a text of \(bytes.count) bytes, which is more than \(size): --text-bytes \(bytes.count)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Fault(Fault.notUTF8(bytes))
    }
    if tensor == RowNames.tensor, RowNames.fault(of: text) != nil {
      throw Fault(
        "found \(quoted(Array(bytes), most: 40)), expected an id without control characters; --kind NAME=text takes them"
      )
    }
    texts[index].append(contentsOf: bytes)
    texts[index].append(contentsOf: repeatElement(0, count: size - bytes.count))
  }

  /// The rows so far as a frame, and none in their place.
  mutating func take() throws -> Frame {
    var tensors = [stamp]
    if plan.width > 0 { tensors.append(Tensor("x", shape: [count, plan.width], x)) }
    if plan.hasLabel { tensors.append(Tensor("y", shape: [count], labels)) }
    if plan.hasTime { tensors.append(Tensor("time", shape: [count], times)) }
    for (index, (tensor, size)) in plan.texts.enumerated() {
      tensors.append(
        Tensor(tensor, elementType: .u8, shape: [count, size], bytes: texts[index]))
      texts[index] = []
    }
    x.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    times.removeAll(keepingCapacity: true)
    count = 0
    return try Frame(tensors)
  }
}
