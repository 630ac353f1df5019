import CPUFeatures
import Kernels

/// A product's factors as the loop over the terms of one tile walks through them.
private struct TileFactors {
  /// The broadcast operand: row i, term k is at
  /// `a[i * rowStride + k / block * blockStride + k % block * termStride]`.
  let a: UnsafePointer<Float>
  let rowStride, termStride, block, blockStride: Int
  /// Lines of 32 columns, one after the other, a line a term.
  let b: UnsafePointer<Float>
  let terms: Int

  /// The factors of rows `8 * tileRow...` of `A·B`, or of `Aᵀ·B` where `transposed`, in one panel of `b`
  /// `[terms, columns]`.
  @inline(__always)
  init(_ a: Panels, transposed: Bool, tileRow: Int, _ b: Panels, panel: Int) {
    self.b = UnsafePointer(b.base + panel * b.panelStride)
    if transposed {
      self.a = UnsafePointer(a.base + (tileRow / 4) * a.panelStride + (tileRow % 4) * 8)
      (rowStride, termStride, block, blockStride) = (1, 32, 8, a.tileStride)
      terms = a.rows
    } else {
      self.a = UnsafePointer(a.base + tileRow * a.tileStride)
      (rowStride, termStride, block, blockStride) = (32, 1, 32, a.panelStride)
      terms = a.columns
    }
  }

  /// Calls `add` for each term in ascending order with its column of A and its line of B, from row
  /// `row` and column `column` of the tile on.
  ///
  /// - Parameters:
  ///   - part: of the terms; it begins with a block.
  ///   - between: called after each eight terms; what it does overlaps with the sums.
  @inline(__always)
  func forEachTerm(
    part: Range<Int>, row: Int = 0, column: Int = 0, between: () -> Void = {},
    add: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    var a = a + row * rowStride + part.lowerBound / block * blockStride
    var b = b + part.lowerBound * 32 + column
    var (left, inBlock) = (part.count, block)
    while left > 0 {
      // Never empty, so that the sums can stay where they are.
      let end = b + min(left, 8) * 32
      repeat {
        add(a, b)
        a += termStride
        b += 32
      } while b < end
      // On AVX2 a part has three passes, of which one is enough.
      if row + column == 0 { prefetchAhead(a, left: inBlock) }
      left -= 8
      inBlock -= 8
      if inBlock == 0 {
        a += blockStride - block * termStride
        inBlock = block
      }
      between()
    }
  }

  /// Calls `add` as the function above, but for the terms of a list only.
  @inline(__always)
  func forEachTerm(
    in list: TermList, part: Range<Int>, row: Int = 0, column: Int = 0, between: () -> Void = {},
    add: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    let (a, b) = (a + row * rowStride, b + column)
    var next = list.places + 2 * part.lowerBound
    let end = list.places + 2 * part.upperBound
    while next < end {
      let stop = min(next + 8, end)
      repeat {
        add(a + Int(next[0]), b + Int(next[1]))
        // As far ahead as `NonzeroLists.margin` allows. Its getter would be called, and empty all registers.
        if block == 8 { prefetch(a + Int(next[32])) }
        next += 2
      } while next < stop
      between()
    }
  }

  /// Asks for what A needs some hundred cycles later: weights come from far away, and in a processor's
  /// eyes they jump.
  ///
  /// - Parameters:
  ///   - a: the next term's column.
  ///   - left: terms in its block before the last eight.
  @inline(__always)
  private func prefetchAhead(_ a: UnsafePointer<Float>, left: Int) {
    if block == 32 {
      // A quarter of the tile after the next, which is a line in memory.
      let quarter = a - (40 - left) + 2 * blockStride + (32 - left) * 8
      prefetch(quarter)
      prefetch(quarter + 16)
      prefetch(quarter + 32)
      prefetch(quarter + 48)
    } else {
      // The lines of 8 terms, six blocks on.
      var line = a - 8 * termStride + 7 * blockStride
      for _ in 0..<8 {
        prefetch(line)
        line += termStride
      }
    }
  }
}

/// Makes a tile of `A·B`, or of `Aᵀ·B` where `transposed`: rows `8 * tileRow...` in one panel of `b`
/// `[terms, columns]`.
///
/// - Parameters:
///   - terms: those that are not zero; nil for all.
///   - memory: room for a tile; see `sumTile`.
///   - between: called after each eight terms.
///   - finish: as in `sumTile`.
@inline(__always)
func multiplyTile(
  _ a: Panels, transposed: Bool, tileRow: Int, _ b: Panels, panel: Int,
  terms: TermList?, memory: UnsafeMutablePointer<Float>, between: () -> Void = {},
  finish: (Int, Vector) -> Void
) {
  let factors = TileFactors(a, transposed: transposed, tileRow: tileRow, b, panel: panel)
  sumTile(rowStride: factors.rowStride, terms: terms?.count ?? factors.terms, memory: memory) {
    part, row, column, add in
    // On AVX2 the last two rows are a pass of their own, too short to hide anything.
    if let terms {
      factors.forEachTerm(in: terms, part: part, row: row, column: column) {
        if row == 0 { between() }
      } add: {
        add($0, $1)
      }
    } else {
      factors.forEachTerm(part: part, row: row, column: column) {
        if row == 0 { between() }
      } add: {
        add($0, $1)
      }
    }
  } finish: {
    finish($0, $1)
  }
}
