import CPUFeatures
import Kernels

extension SIMDKernels {
  @inline(never)
  package static func convolutionWeightGradient(
    _ sums: WeightGradientPlan, rowSide: Panels, columnSide: Panels, panel: Int, block: Int,
    first: Bool,
    scratch: UnsafeMutablePointer<Float>, result: Panels
  ) {
    checkShape(block >= 0 && block * sums.blockPositions < sums.positions)
    checkShape(columnSide.rows >= sums.positions * sums.columns)
    checkShapes(rows: columnSide.rows, panel..<panel + 1, columnSide)
    checkShapes(rows: rowSide.rows, panel..<panel + 1, rowSide)
    checkShape(result.columns >= sums.columns)
    let positions =
      block * sums.blockPositions..<min(sums.positions, (block + 1) * sums.blockPositions)
    transposeBlock(sums, columnSide, panel: panel, positions, into: scratch)
    let panels = Panels.panels(sums.columns)
    let examples = min(32, columnSide.columns - panel * 32)
    var a = UnsafePointer(rowSide.base + panel * rowSide.panelStride)
    var (groups, lines) = (sums.taps, sums.rows)
    if let table = sums.gathered {
      let target = scratch + sums.transposedCount
      gatherBlock(sums, table, a, positions, into: target)
      (a, groups, lines) = (UnsafePointer(target), 1, sums.lines)
    }
    for group in 0..<groups {
      for panel in 0..<panels {
        for tileRow in 0..<lines / 8 {
          let terms = IndirectTerms(
            a: a + tileRow * 256, aStride: lines * 32, rowStride: 32, termStride: 1, block: 32,
            blockStride: 0, b: scratch + panel * sums.blockPositions * 1024, bStride: 1024,
            terms: examples)
          let tile = result.base + panel * result.panelStride + (group * lines + tileRow * 8) * 32
          // The lines of the run after the next, 1 KB of them, a little at a time.
          var ahead = terms.a
          sumTile(rowStride: 32) { _, row, column, add in
            terms.forEachTerm(sums.runs, block * groups + group, row: row, column: column) { run in
              if row + column > 0 { return }
              ahead = terms.a + Int(run[2].a) * terms.aStride
            } between: {
              if row + column > 0 { return }
              prefetch(ahead)
              prefetch(ahead + 16)
              prefetch(ahead + 32)
              prefetch(ahead + 48)
              ahead += 64
            } add: {
              add($0, $1)
            }
          } finish: { offset, sum in
            let before = first ? Vector.zero : Vector(at: tile + offset)
            (before + sum).store(to: tile + offset)
          }
        }
      }
    }
  }
}

/// The first 32 channels of each position transposed, 32 lines of 32 channels, one for each example; then
/// the next 32 channels of each. Beyond the last channel there are zeros.
@inline(__always)
private func transposeBlock(
  _ sums: WeightGradientPlan, _ source: Panels, panel: Int, _ positions: Range<Int>,
  into target: UnsafeMutablePointer<Float>
) {
  var result = target
  for first in 0..<Panels.panels(sums.columns) {
    for position in positions {
      let lines =
        source.base + panel * source.panelStride + (position * sums.columns + first * 32) * 32
      for half in 0..<2 {
        for quarter in 0..<2 {
          let square = lines + quarter * 512 + half * 16
          // Two positions on: nothing else here hides the way to memory.
          let ahead = square + 2 * sums.columns * 32
          for line in 0..<16 { prefetch(ahead + line * 32) }
          transposeSquare(
            square, lines: sums.columns - first * 32 - quarter * 16,
            into: result + half * 512 + quarter * 16)
        }
      }
      result += 1024
    }
    result += (sums.blockPositions - positions.count) * 1024
  }
}

/// The lines of the row side that the taps of each position reach, zero where there are none.
@inline(__always)
private func gatherBlock(
  _ sums: WeightGradientPlan, _ table: UnsafePointer<Int32>, _ source: UnsafePointer<Float>,
  _ positions: Range<Int>, into target: UnsafeMutablePointer<Float>
) {
  var result = target
  for position in positions {
    for tap in 0..<sums.taps {
      let place = Int(table[position * sums.taps + tap])
      for piece in 0..<sums.rows * 2 {
        let line =
          place < 0 ? Vector.zero : Vector(at: source + place * sums.rows * 32 + piece * 16)
        line.store(to: result + piece * 16)
      }
      result += sums.rows * 32
    }
    for _ in sums.taps * sums.rows * 2..<sums.lines * 2 {
      Vector.zero.store(to: result)
      result += 16
    }
  }
}

extension SIMDKernels {
  @inline(never)
  package static func addChannels(
    _ gradient: Panels, channels: Int, panel: Int, positions: Range<Int>, first: Bool,
    result: UnsafeMutablePointer<Float>
  ) {
    checkShape(positions.lowerBound >= 0 && positions.upperBound * channels <= gradient.rows)
    checkShapes(rows: gradient.rows, panel..<panel + 1, gradient)
    if first {
      for channel in 0..<channels { Vector.zero.store(to: result + channel * 16) }
    }
    var line = gradient.base + panel * gradient.panelStride + positions.lowerBound * channels * 32
    for _ in positions {
      for channel in 0..<channels {
        let sum = Vector(at: line) + Vector(at: line + 16)
        (Vector(at: result + channel * 16) + sum).store(to: result + channel * 16)
        line += 32
      }
    }
  }

  @inline(never)
  package static func addParts(
    _ parts: UnsafePointer<Float>, count: Int, stride: Int, result: UnsafeMutablePointer<Float>,
    vectors: Range<Int>
  ) {
    for vector in vectors {
      var sum = Vector.zero
      for part in 0..<count { sum += Vector(at: parts + part * stride + vector * 16) }
      sum.store(to: result + vector * 16)
    }
  }

  @inline(never)
  package static func addPartsAndLanes(
    _ parts: UnsafePointer<Float>, count: Int, stride: Int, result: UnsafeMutablePointer<Float>,
    channels: Int
  ) {
    for channel in 0..<channels {
      var sum = Vector.zero
      for part in 0..<count { sum += Vector(at: parts + part * stride + channel * 16) }
      result[channel] = sum.treeSum()
    }
  }
}
