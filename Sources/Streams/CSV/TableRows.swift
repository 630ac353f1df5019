import Found
internal import TensorIO
internal import Tool

/// The rows of the next frame.
struct TableRows {
  let plan: TablePlan
  private let form: CSVForm
  private let stamp: CheckedColumns
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

  /// - Throws: `StreamError` for columns that break a rule.
  init(
    _ plan: TablePlan, form: CSVForm, parser: NumberParser, missing: MissingWords
  ) throws(StreamError) {
    (self.plan, self.form, self.parser, self.missing) = (plan, form, parser, missing)
    stamp = try CheckedColumns(plan.columns.tensor)
    texts = plan.texts.map { _ in [] }
    rowSize = 8 * plan.width + 12 + plan.texts.reduce(0) { $0 + $1.size }
    frameSize = max(1 << 20, 4 * stamp.tensor.byteCount)
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
    let row = x.count
    x.append(contentsOf: repeatElement(.nan, count: plan.width))
    let fields = records.fields
    let base = records.base
    for index in fields.indices {
      let target = plan.targets[index]
      if target == .nowhere { continue }
      let field = fields[index]
      let bytes = UnsafeBufferPointer(start: base + Int(field.start), count: Int(field.count))
      do {
        try add(bytes, isQuoted: field.isQuoted, target, index, row)
      } catch {
        throw records.refusal(error.message, column: index, names[index])
      }
    }
    count += 1
  }

  /// - Parameters:
  ///   - index: the field.
  ///   - row: where its row begins in `x`.
  private mutating func add(
    _ bytes: UnsafeBufferPointer<UInt8>, isQuoted: Bool, _ target: TablePlan.Target, _ index: Int,
    _ row: Int
  ) throws(Fault) {
    if target == .text { return try addText(bytes, plan.places[index]) }
    let isMissing = missing.contain(bytes, isQuoted: isQuoted)
    switch target {
    case .number:
      if !isMissing { x[row + plan.places[index]] = try number(bytes) }
    case .count:
      if isMissing { return }
      let number = try number(bytes)
      guard number >= 0, number <= 16_777_216, number == number.rounded() else {
        throw Fault(
          "found \(quoted(Array(bytes), most: 40)), expected a count, a whole number from 0 to 16777216"
        )
      }
      x[row + plan.places[index]] = number
    case .level:
      if isMissing { return }
      if let number = try number(bytes, of: plan.levels[index]) {
        x[row + plan.places[index]] = Double(number)
      }
    case .label:
      labels.append(isMissing ? -1 : Int32(try label(bytes, plan.levels[index])))
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
    var tensors = [stamp.tensor]
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
    return try Frame(tensors, known: stamp)
  }
}
