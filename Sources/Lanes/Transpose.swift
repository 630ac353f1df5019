import LaneTypes

/// `result[c, r] = source[r, c]` for the panels `panels` of the source, in blocks of 16 × 16, and for
/// the rows that become the panels `resultPanels` of the result.
///
/// The columns of the result beyond `result.columns` become zero; its rows beyond `result.rows`
/// receive the source's padding.
@inline(never)
package func transpose(
  _ source: Panels, into result: Panels, panels: Range<Int>, resultPanels: Range<Int>
) {
  withSquares { squares in
    for panel in panels {
      for half in 0..<2 where panel * 32 + half * 16 < source.columns {
        let kept = min(16, Panels.tiles(result.rows) * 8 - panel * 32 - half * 16)
        // To the end of the result's last panel, so that its padding is zero.
        for row in stride(
          from: resultPanels.lowerBound * 32, to: resultPanels.upperBound * 32, by: 16)
        {
          squares.transpose(
            source.base + panel * source.panelStride + row * 32 + half * 16,
            lines: source.rows - row,
            into: result.base + (row / 32) * result.panelStride + (panel * 32 + half * 16) * 32
              + row % 32, kept: kept)
        }
      }
    }
  }
}

extension Squares {
  /// Transposes 16 × 16 elements in lines of a panel.
  ///
  /// - Parameters:
  ///   - lines: how many lines of the source there are; what would be in others is zero.
  ///   - kept: how many lines of the result are written.
  @inline(__always)
  func transpose(
    _ source: UnsafePointer<Float>, lines: Int, into target: UnsafeMutablePointer<Float>,
    kept: Int = 16
  ) {
    for line in 0..<16 {
      (line < lines ? Vector(at: source + line * 32) : .zero).store(to: first + line * 16)
    }
    rotate(first, into: second)
    rotate(second, into: first)
    rotate(first, into: second)
    rotate(second, into: first)
    for line in 0..<kept { Vector(at: first + line * 16).store(to: target + line * 32) }
  }
}

@inline(__always)
func withSquares(_ body: (Squares) -> Void) {
  withTile { first in
    withTile { second in
      body(Squares(first: first, second: second))
    }
  }
}

/// One of four equal steps of a 16 × 16 transposition. With the row's and the column's four bits
/// written one after the other as an address, the even lanes of two neighbouring rows, then their
/// odd lanes, are that address rotated by one bit; four rotations exchange rows and columns.
@inline(__always)
private func rotate(_ source: UnsafeMutablePointer<Float>, into target: UnsafeMutablePointer<Float>)
{
  for pair in 0..<8 {
    let a = Vector(at: source + pair * 32)
    let b = Vector(at: source + pair * 32 + 16)
    Vector(lowHalf: a.evenHalf, highHalf: b.evenHalf).store(to: target + pair * 16)
    Vector(lowHalf: a.oddHalf, highHalf: b.oddHalf).store(to: target + pair * 16 + 128)
  }
}
