import Kernels

extension SIMDKernels {
  @inline(never)
  package static func listNonzeroRows(
    _ matrix: Panels, lists: NonzeroLists, tileStride: Int, panels: Range<Int>
  ) {
    checkShape(lists.stride >= matrix.rows)
    checkShapes(rows: matrix.rows, panels, matrix)
    for panel in panels {
      let lines = matrix.base + panel * matrix.panelStride
      let list = lists.places + 2 * panel * lists.stride
      var count = 0
      for row in 0..<matrix.rows {
        let line = lines + row * 32
        // Written in any case and kept if it counts: a branch would be guessed wrong too often.
        list[2 * count] = UInt32(truncatingIfNeeded: row / 8 * tileStride + row % 8 * 32)
        list[2 * count + 1] = UInt32(truncatingIfNeeded: row * 32)
        let bits = (Vector(at: line).bits | Vector(at: line + 16).bits) & magnitudeBits
        count += anyBit(bits) ? 1 : 0
      }
      lists.counts[panel] = UInt32(truncatingIfNeeded: count)
    }
  }

  @inline(never)
  package static func listNonzeroColumns(
    _ matrix: Panels, lists: NonzeroLists, tileRows: Range<Int>
  ) {
    checkShape(lists.stride >= matrix.columns)
    checkShape(matrix.has(tileRows: tileRows))
    withTile { either in
      for tileRow in tileRows {
        let list = lists.places + 2 * tileRow * lists.stride
        var count = 0
        for panel in 0..<Panels.panels(matrix.columns) {
          let tile = matrix.base + panel * matrix.panelStride + tileRow * matrix.tileStride
          let first = panel * 32
          for half in 0..<2 {
            var bits = Words.zero
            for row in 0..<8 { bits |= Vector(at: tile + row * 32 + half * 16).bits }
            Vector(bits: bits & magnitudeBits).store(to: either + half * 16)
          }
          // Bits in memory: to take one lane of a register after another is slow.
          for lane in 0..<min(32, matrix.columns - first) {
            list[2 * count] = UInt32(truncatingIfNeeded: panel * matrix.panelStride + lane)
            list[2 * count + 1] = UInt32(truncatingIfNeeded: (first + lane) * 32)
            count += either[lane].bitPattern != 0 ? 1 : 0
          }
        }
        lists.counts[tileRow] = UInt32(truncatingIfNeeded: count)
      }
    }
  }
}

/// All bits but the sign: −0 is zero too.
private var magnitudeBits: Words {
  @inline(__always) get { Words(repeating: 0x7fff_ffff) }
}

@inline(__always)
private func anyBit(_ words: Words) -> Bool {
  let eight = words.lowHalf | words.highHalf
  let four = eight.lowHalf | eight.highHalf
  let two = four.lowHalf | four.highHalf
  return two[0] | two[1] != 0
}
