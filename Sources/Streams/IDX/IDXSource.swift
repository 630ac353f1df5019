import TensorIO
package import Tool

/// IDX data as tensors: images, labels, or both side by side.
package struct IDXSource: ~Copyable {
  /// Frames have this many bytes of data, or one row. Larger than 1 MiB they compress no better, smaller
  /// worse.
  package var frameSize = 1 << 20

  /// What a byte p of the images stands for: p/unit.
  package private(set) var unit = Frame.standardUnit

  private var images: IDXReader?
  private var labels: IDXReader?
  /// All rows of the source.
  private let total: Int
  /// The rows that are to be given.
  private var left: Int
  /// Whether those are the last, so that the end of the data can be checked.
  private var reachesEnd = true
  private var isFirst = true

  /// Opens one or two files; standard input for none.
  ///
  /// - Throws: `ToolError`, with the status `badData` for what is not IDX data and for labels that do not
  ///   belong to the images.
  package static func open(_ operands: [String]) throws(ToolError) -> IDXSource {
    if operands == ["-", "-"] {
      throw ToolError(.usage, "-", "standard input can be IMAGES or LABELS, not both")
    }
    let first = try IDXReader(operands.first)
    let rows = first.header.rows
    if operands.count == 2 {
      let second = try labels(operands[1], of: first)
      return IDXSource(images: consume first, labels: consume second, rows: rows)
    }
    if first.header.rank == 1 {
      return IDXSource(images: nil, labels: consume first, rows: rows)
    }
    return IDXSource(images: consume first, labels: nil, rows: rows)
  }

  private init(images: consuming IDXReader?, labels: consuming IDXReader?, rows: Int) {
    self.images = images
    self.labels = labels
    total = rows
    left = rows
  }

  /// The labels that belong to `images`.
  private static func labels(
    _ path: String, of images: borrowing IDXReader
  ) throws(ToolError) -> IDXReader {
    let labels = try IDXReader(path)
    if images.header.rank == 1 {
      throw ToolError(
        .badData, images.name, "holds labels (rank 1), expected images; give images before labels")
    }
    if labels.header.rank != 1 {
      throw ToolError(
        .badData, labels.name, "has rank \(labels.header.rank), expected labels (rank 1)")
    }
    if labels.header.rows != images.header.rows {
      throw ToolError(
        .badData, labels.name,
        "\(labels.header.rows) labels, but \(images.header.rows) images in \(images.name)")
    }
    return labels
  }

  /// Passes over the first rows, and takes `rows` of the others at most.
  ///
  /// - Throws: `ToolError`, with the status `usage` where there are fewer rows than are to be passed over.
  package mutating func select(skip: Int, rows: Int) throws(ToolError) {
    if skip > total {
      throw ToolError(.usage, "--skip", "\(skip) rows to pass over, but there are \(total)")
    }
    try images?.skip(rows: skip)
    try labels?.skip(rows: skip)
    left = min(rows, total - skip)
    reachesEnd = left == total - skip
  }

  /// States the unit of the images, which must be bytes.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package mutating func state(unit: Int) throws(ToolError) {
    guard images?.header.element == .u8 else {
      throw ToolError(
        .usage, "--unit",
        images == nil
          ? "says what bytes of images stand for, and there are none"
          : "says what bytes stand for, and the images have none: they are numbers as they are")
    }
    self.unit = unit
  }

  /// The tensors of the next frame; `nil` after the last. There is always one, to tell the shape,
  /// also without rows.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  package mutating func next() throws(ToolError) -> [Tensor]? {
    if left == 0, !isFirst {
      if reachesEnd {
        try images?.finish()
        try labels?.finish()
      }
      return nil
    }
    isFirst = false
    let rowSize = (images?.header.rowSize ?? 0) + (labels?.header.rowSize ?? 0)
    let rows = min(left, max(1, frameSize / rowSize))
    left -= rows
    var tensors = Frame.unitTensors(unit)
    if let data = try images?.data(rows: rows) { tensors.append(data) }
    if let labels = try labels?.labels(rows: rows) { tensors.append(labels) }
    return tensors
  }
}
