import TensorIO
import TensorTool
import Tool

/// Rows that were selected by number, kept until all are there: they leave in another order than they
/// come. Nothing else of the stream is kept.
struct SelectedRows {
  /// The numbers wanted, each once, ascending.
  private let wanted: [Int]
  /// Where those found so far are: the frame that they came with, and the row in what is kept of it.
  private var places: [(part: Int, row: Int)] = []
  /// What the rows are; nil before the first frame that has any.
  private var layout: RowLayout?
  /// For each tensor of the stream the selected rows of each frame. The first is without rows.
  private var columns: [[Tensor]] = []
  /// The metadata of all frames, each name once.
  private var metadata: [Tensor] = []
  /// Those of the frames that have rows, by name; nil before the first of them.
  private var namesOfRows: [String]?
  /// Rows seen.
  private(set) var rows = 0

  init(_ wanted: [Int]) {
    self.wanted = wanted.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// The first row wanted that is not there.
  var missing: Int? { places.count < wanted.count ? wanted[places.count] : nil }

  /// The bytes of a row.
  var rowSize: Int { layout?.rowSize ?? 0 }

  /// Keeps what is wanted of a frame.
  ///
  /// - Throws: `ToolError` with the status `badData` for a frame that cannot be joined with those before.
  mutating func add(_ frame: Frame, from input: borrowing TensorInput) throws(ToolError) {
    let count = try input.numericRows(of: frame)
    for tensor in frame.metadata { try keep(tensor, from: input) }
    let tensors = frame.tensors.filter { !$0.isMetadata }
    if tensors.isEmpty { return }
    if layout == nil {
      layout = try RowLayout(frame, from: input)
      columns = tensors.map { [$0.rows(at: [])] }
    }
    _ = try layout?.rows(of: frame, from: input)
    var chosen: [Int] = []
    let part = columns[0].count
    while let row = missing, row < rows + count {
      places.append((part, chosen.count))
      chosen.append(row - rows)
    }
    try checkNames(of: frame, from: input)
    rows += count
    if chosen.isEmpty { return }
    for i in columns.indices {
      guard let tensor = frame[columns[i][0].name] else { continue }
      columns[i].append(tensor.rows(at: chosen))
    }
  }

  /// The rows of these numbers, each of which must have been found.
  func frame(_ numbers: ArraySlice<Int>) throws(StreamError) -> Frame {
    let chosen = numbers.map { places[position(of: $0)] }
    return try Frame(columns.map { Tensor.rows(chosen, of: $0) } + metadata)
  }

  /// Whether there was no tensor at all.
  var isEmpty: Bool { columns.isEmpty && metadata.isEmpty }

  /// Where a number is in `wanted`.
  private func position(of number: Int) -> Int { wanted.partitioningIndex { $0 >= number } }

  /// The frames of the output have rows of many frames of the input, so all with rows must have the same
  /// metadata: what one lacks is not the same.
  private mutating func checkNames(
    of frame: Frame, from input: borrowing TensorInput
  ) throws(ToolError) {
    let found = frame.metadata.map(\.name)
    guard let known = namesOfRows else {
      namesOfRows = found
      return
    }
    if let name = found.first(where: { !known.contains($0) }) {
      throw input.refusal(
        "not in the frames before; rows with and without it cannot be in one frame: leave it out "
          + "with t-slice --drop", tensor: name)
    }
    if let name = known.first(where: { !found.contains($0) }) {
      throw input.refusal(
        "is missing, the frames before have it; rows with and without it cannot be in one frame: "
          + "leave it out with t-slice --drop", tensor: name)
    }
  }

  /// Metadata of one name must be the same wherever they are.
  private mutating func keep(
    _ tensor: Tensor, from input: borrowing TensorInput
  ) throws(ToolError) {
    guard let known = metadata.first(where: { $0.name == tensor.name }) else {
      metadata.append(tensor)
      return
    }
    guard known.isIdentical(to: tensor) else {
      throw input.refusal(
        "another value than in a frame before; rows of both cannot be in one frame",
        tensor: tensor.name)
    }
  }
}
