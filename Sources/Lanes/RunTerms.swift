import LaneTypes

/// The terms of a tile whose factors are runs at places all over memory, as a convolution's are.
struct RunTerms {
  /// The broadcast factor: row i, term k of run r is at `a[r.a * aStride + i * rowStride +
  /// k / block * blockStride + k % block * termStride]`.
  let a: UnsafePointer<Float>
  /// Where there is more than one block, `block` is a multiple of 8.
  let aStride, rowStride, termStride, block, blockStride: Int
  /// The factor of lines: term k of run r is at `b[r.b * bStride + 32 * k]`.
  let b: UnsafePointer<Float>
  let bStride: Int
  /// Terms in each run, at least one.
  let terms: Int

  /// Calls `add` for each term of list `index`, run after run, with its column of A and its line of B,
  /// from row `row` and column `column` of the tile on.
  ///
  /// - Parameters:
  ///   - begin: called before each run.
  ///   - between: called after each eight terms of a run.
  @inline(__always)
  func forEachTerm(
    _ runs: Runs, _ index: Int, row: Int, column: Int,
    begin: (UnsafePointer<Run>) -> Void = { _ in }, between: () -> Void = {},
    add: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    let (rowA, columnB) = (a + row * rowStride, b + column)
    let nextBlock = blockStride - block * termStride
    var run = runs.runs + Int(runs.starts[index])
    let end = runs.runs + Int(runs.starts[index + 1])
    while run < end {
      var a = rowA + Int(run.pointee.a) * aStride
      var b = columnB + Int(run.pointee.b) * bStride
      var (left, inBlock) = (terms, block)
      begin(run)
      repeat {
        let end = b + min(left, 8) * 32
        repeat {
          add(a, b)
          a += termStride
          b += 32
        } while b < end
        left -= 8
        inBlock -= 8
        if inBlock == 0 {
          a += nextBlock
          inBlock = block
        }
        between()
      } while left > 0
      run += 1
    }
  }
}

extension RunTerms {
  /// Those of rows `8 * tileRow...` of a convolution, in one panel of its source.
  @inline(__always)
  init(_ sums: ChannelSums, tileRow: Int, source: Panels, panel: Int) {
    let weights = sums.weights
    if sums.transposed {
      a = UnsafePointer(weights.base + tileRow / 4 * weights.panelStride + tileRow % 4 * 8)
      (rowStride, termStride, block, blockStride) = (1, 32, sums.terms, 0)
    } else {
      a = UnsafePointer(weights.base + tileRow * 256)
      (rowStride, termStride, block, blockStride) = (32, 1, 32, weights.panelStride)
    }
    aStride = sums.lines * 32
    b = UnsafePointer(source.base + panel * source.panelStride)
    bStride = sums.terms * 32
    terms = sums.terms
  }
}
