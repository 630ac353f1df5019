import Kernels
import Networks
import TensorIO

/// Examples in memory or in a file, as they came: bytes stay bytes until arithmetic needs numbers.
package struct Dataset {
  /// The most rows: the numbers of rows have 32 bits.
  private static let most = Int(UInt32.max)

  /// The shape of one example.
  package private(set) var exampleShape: [Int] = []
  private var rows: StoredRows
  /// The class of each example, where classes are asked for.
  package private(set) var labels: [Int32] = []
  private let hasLabels: Bool
  /// What the columns are, where the stream is a table.
  package private(set) var columns: Columns?
  /// How the stream says that it was binarised.
  package private(set) var stamp: PixelKind?
  /// What a byte p of the rows stands for: p/unit. Nil as long as there are none.
  package private(set) var unit: Int?
  /// Whether all numbers so far are 0 or 1.
  private var isBinary = true
  /// Whether rows will be scaled: then they may be of more types, and are checked when they are.
  private let scales: Bool
  /// What `scaler` tells of each row; none where all rows have the same.
  private var volumes: [Double] = []

  /// Of the rows and their classes so far, where it is asked for.
  package private(set) var digest: DataDigest?

  /// - Parameters:
  ///   - labels: whether the classes `y` are wanted too.
  ///   - digest: whether `digest` is.
  ///   - scales: whether `scale` will be called, before any row is loaded.
  ///   - file: one for the rows, which are in memory otherwise; `finish` is called behind the last.
  package init(
    labels: Bool = false, digest: Bool = false, scales: Bool = false,
    file: (any RowFile)? = nil
  ) {
    (hasLabels, self.scales) = (labels, scales)
    self.digest = digest ? DataDigest() : nil
    rows = StoredRows(file)
  }

  package var count: Int { rows.count }

  /// The classes of the examples, where they are asked for.
  package var classes: ClassSet { ClassSet(of: labels) }

  /// What the numbers are, under a certain likelihood.
  package func pixels(under likelihood: Likelihood) -> PixelKind {
    stamp ?? (isBinary && likelihood.family.isOfBits ? .binary : .grey)
  }

  /// Numbers in one example.
  package var features: Int { exampleShape.reduce(1, *) }

  /// Adds the rows of a frame's `x`.
  ///
  /// - Parameter asProbability: whether the numbers must be from 0 to 1 whatever the likelihood.
  /// - Throws: `VAEError`, if there is no `x`, or if it is not like those before; `ToolError`, if there is no
  ///   room for them in the file.
  package mutating func append(
    _ frame: Frame, likelihood: Likelihood, asProbability: Bool = false
  ) throws {
    let shape = count == 0 ? nil : exampleShape
    if scales {
      return try append(try Examples.rows(frame, shape: shape, types: WideNumbers.types), of: frame)
    }
    let examples = try Examples(frame, shape: shape)
    if asProbability {
      try examples.checkProbabilities(firstRow: count)
    } else {
      try examples.check(firstRow: count, likelihood: likelihood)
    }
    isBinary = isBinary && examples.isBinary
    try append(examples.tensor, of: frame)
  }

  /// - Parameter tensor: the rows of the frame, checked.
  private mutating func append(_ tensor: Tensor, of frame: Frame) throws {
    guard tensor.shape[0] > 0 else { return }
    guard tensor.shape[0] <= Self.most - count else {
      throw VAEError("more than \(Self.most) rows, the most that a data set has")
    }
    try take(PixelKind.stamp(of: frame))
    let columns = frame.columns
    guard count == 0 || columns == self.columns else {
      throw VAEError("'\(Columns.field)' says something else than in the frames before")
    }
    self.columns = columns
    if tensor.elementType == .u8 {
      if let unit, let fault = unitFault(frame.unit, unit, source: "before it stood for") {
        throw VAEError(fault)
      }
      (unit, rows.unit) = (frame.unit, frame.unit)
    }
    if hasLabels { labels += try Labels.read(frame, firstRow: count, classes: nil) }
    let added = labels[(hasLabels ? count : 0)...]
    digest?.add(tensor, labels: added)
    exampleShape = Array(tensor.shape.dropFirst())
    try rows.append(tensor)
  }

  /// Ends the adding. Rows in a file cannot be loaded before.
  ///
  /// - Throws: where a file has no room.
  package func finish() throws { try rows.finish() }

  /// The stamp of a stream is that of all its frames.
  private mutating func take(_ stamp: PixelKind?) throws(VAEError) {
    guard count == 0 || stamp == self.stamp else {
      let (found, before) = (stamp?.description ?? "nothing", self.stamp?.description ?? "nothing")
      throw VAEError("'\(PixelKind.field)' says \(found), it said \(before) before")
    }
    self.stamp = stamp
  }

  /// Tells which examples are loaded next, so that they come from the disk together.
  package func prepare(_ rows: ArraySlice<UInt32>) { self.rows.prepare(rows, features: features) }

  /// Writes example `index` into row `row` of `result` `[batch, features]`.
  package func load(_ index: Int, into result: Panels, row: Int, kernels: Kernels) {
    rows.load(index, into: result, row: row, kernels: kernels)
  }

  /// Calls `body` with the numbers of an example as they came.
  func withNumbers(_ index: Int, _ body: (UnsafeBufferPointer<Double>) -> Void) {
    rows.withNumbers(index, features: features, body)
  }

  /// Has every row go through a scaler as it is loaded.
  ///
  /// - Parameter support: what numbers the likelihood takes.
  /// - Throws: `VAEError`, for the first number that is none, that a rule does not take, or that is outside of what the
  ///   likelihood takes once it is scaled.
  package mutating func scale(by scaler: Scaler, support: Support) throws(VAEError) {
    precondition(scales && scaler.columns.count == features)
    volumes = []
    if scaler.constantVolume == nil { volumes.reserveCapacity(count) }
    let scaled = UnsafeMutableBufferPointer<Float>.allocate(capacity: features)
    defer { scaled.deallocate() }
    for row in 0..<count {
      var fault: VAEError?
      withNumbers(row) { numbers in
        scaler.scale(numbers, into: scaled)
        if let column = scaled.firstIndex(where: { !support.contains($0) }) {
          fault = scaler.fault(
            numbers[column], scaled[column], column: column, row: row, columns: columns)
        } else if scaler.constantVolume == nil {
          volumes.append(scaler.volume(numbers))
        }
      }
      if let fault { throw fault }
    }
    rows.scaler = scaler
  }

  /// −log |∂y/∂x| of some examples, in nats, in their order: what is beside −log p(y); 0 without a scaler.
  package func volume(_ rows: ArraySlice<UInt32>) -> Double {
    guard let scaler = self.rows.scaler else { return 0 }
    return scaler.constantVolume.map { $0 * Double(rows.count) }
      ?? rows.reduce(0) { $0 + volumes[Int($1)] }
  }
}
