import Kernels

extension IndirectTerms {
  /// Calls `add` for each term of list `index`, run after run, with its column of A and its line of B,
  /// from row `row` and column `column` of the tile on.
  ///
  /// - Parameters:
  ///   - begin: called before each run.
  ///   - between: called after each eight terms of a run.
  @inline(__always)
  func forEachTerm(
    _ runs: IndirectionView, _ index: Int, row: Int, column: Int,
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

extension IndirectTerms {
  /// The terms of rows `8 * tileRow...` of a convolution, in one panel of its source.
  @inline(__always)
  init(_ sums: ConvolutionSums, tileRow: Int, source: Panels, panel: Int) {
    let weights = sums.weights
    let base = UnsafePointer(weights.base)
    let lines = UnsafePointer(source.base + panel * source.panelStride)
    if sums.transposed {
      self.init(
        a: base + tileRow / 4 * weights.panelStride + tileRow % 4 * 8, aStride: sums.lines * 32,
        rowStride: 1, termStride: 32, block: sums.terms, blockStride: 0, b: lines,
        bStride: sums.terms * 32, terms: sums.terms)
    } else {
      self.init(
        a: base + tileRow * 256, aStride: sums.lines * 32, rowStride: 32, termStride: 1, block: 32,
        blockStride: weights.panelStride, b: lines, bStride: sums.terms * 32, terms: sums.terms)
    }
  }
}
