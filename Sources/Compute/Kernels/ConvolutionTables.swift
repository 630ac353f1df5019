/// What the kernels of a convolution read instead of its geometry.
final class ConvolutionTables: @unchecked Sendable {
  /// For each position of the output its taps and positions of the input.
  let forward: IndirectionTable
  /// For each position of the input its taps and positions of the output.
  let backward: IndirectionTable
  /// As `WeightGradientPlan.runs`.
  let gradient: IndirectionTable
  private let gathered: UnsafeMutablePointer<Int32>?

  /// - Parameters:
  ///   - transposed: whether the output is the geometry's large image.
  ///   - linesAreFilters: whether the row side of the weights' gradient is the output.
  ///   - blockPositions: of the column side.
  ///   - gathers: whether the lines of the row side are gathered.
  init(
    _ geometry: ConvolutionGeometry, input: ImageShape, output: ImageShape, transposed: Bool,
    linesAreFilters: Bool, blockPositions: Int, gathers: Bool
  ) {
    let columnPositions = linesAreFilters ? input.positions : output.positions
    let blocks = (columnPositions + blockPositions - 1) / blockPositions
    let taps = geometry.taps
    var forward = [[Run]](repeating: [], count: output.positions)
    var backward = [[Run]](repeating: [], count: input.positions)
    var gradient = [[Run]](repeating: [], count: blocks * (gathers ? 1 : taps))
    var table = [Int32](repeating: -1, count: gathers ? columnPositions * taps : 0)
    geometry.forEachPair { tap, small, large in
      let (p, q) = transposed ? (large, small) : (small, large)
      forward[p].append(Run(a: Int32(tap), b: Int32(q)))
      backward[q].append(Run(a: Int32(tap), b: Int32(p)))
      let (row, column) = linesAreFilters ? (p, q) : (q, p)
      if gathers {
        table[column * taps + tap] = Int32(row)
      } else {
        let (block, place) = column.quotientAndRemainder(dividingBy: blockPositions)
        gradient[block * taps + tap].append(Run(a: Int32(row), b: Int32(place)))
      }
    }
    if gathers {
      for position in 0..<columnPositions {
        let (block, place) = position.quotientAndRemainder(dividingBy: blockPositions)
        gradient[block].append(Run(a: Int32(place), b: Int32(place)))
      }
      let memory = UnsafeMutablePointer<Int32>.allocate(capacity: table.count)
      for (index, position) in table.enumerated() { (memory + index).initialize(to: position) }
      gathered = memory
    } else {
      gathered = nil
    }
    (self.forward, self.backward) = (IndirectionTable(forward), IndirectionTable(backward))
    self.gradient = IndirectionTable(gradient)
  }

  deinit { gathered?.deallocate() }

  /// As `WeightGradientPlan.gathered`.
  var gatheredPositions: UnsafePointer<Int32>? { gathered.map { UnsafePointer($0) } }
}
