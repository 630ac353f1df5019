import CVectors
import Kernels

extension SIMDKernels {
  @inline(never)
  package static func transpose(
    _ source: Panels, into result: Panels, panels: Range<Int>, resultPanels: Range<Int>
  ) {
    checkShape(result.tileStride == Panels.tile)
    checkShape(source.has(panels: panels) && result.has(panels: resultPanels))
    for panel in panels {
      for half in 0..<2 where panel * 32 + half * 16 < source.columns {
        let kept = min(16, Panels.tiles(result.rows) * 8 - panel * 32 - half * 16)
        // To the end of the result's last panel, so that its padding is zero.
        for row in stride(
          from: resultPanels.lowerBound * 32, to: resultPanels.upperBound * 32, by: 16)
        {
          transposeSquare(
            source.base + panel * source.panelStride + row / 8 * source.tileStride + half * 16,
            tileStride: source.tileStride, lines: source.rows - row,
            into: result.base + (row / 32) * result.panelStride + (panel * 32 + half * 16) * 32
              + row % 32, kept: kept)
        }
      }
    }
  }
}

/// Transposes 16 × 16 elements in lines of a panel.
///
/// - Parameters:
///   - tileStride: elements from eight lines of the source to the next eight.
///   - lines: how many lines of the source there are; what would be in others is zero.
///   - kept: how many lines of the result are written.
@inline(__always)
func transposeSquare(
  _ source: UnsafePointer<Float>, tileStride: Int = 256, lines: Int,
  into target: UnsafeMutablePointer<Float>, kept: Int = 16
) {
  @inline(__always)
  func line(_ index: Int) -> Vector {
    Vector(at: source + index / 8 * tileStride + index % 8 * 32)
  }
  // Nearly all squares are whole.
  if lines >= 16 && kept == 16 {
    Square { line($0) }.transposed.forEachLine { $1.store(to: target + $0 * 32) }
  } else {
    Square { $0 < lines ? line($0) : .zero }.transposed.forEachLine {
      if $0 < kept { $1.store(to: target + $0 * 32) }
    }
  }
}

/// Sixteen vectors, in registers where there are as many.
private struct Square {
  private let (l0, l1, l2, l3): (Vector, Vector, Vector, Vector)
  private let (l4, l5, l6, l7): (Vector, Vector, Vector, Vector)
  private let (l8, l9, l10, l11): (Vector, Vector, Vector, Vector)
  private let (l12, l13, l14, l15): (Vector, Vector, Vector, Vector)

  @inline(__always)
  init(_ line: (Int) -> Vector) {
    (l0, l1, l2, l3) = (line(0), line(1), line(2), line(3))
    (l4, l5, l6, l7) = (line(4), line(5), line(6), line(7))
    (l8, l9, l10, l11) = (line(8), line(9), line(10), line(11))
    (l12, l13, l14, l15) = (line(12), line(13), line(14), line(15))
  }

  @inline(__always)
  func forEachLine(_ body: (Int, Vector) -> Void) {
    body(0, l0)
    body(1, l1)
    body(2, l2)
    body(3, l3)
    body(4, l4)
    body(5, l5)
    body(6, l6)
    body(7, l7)
    body(8, l8)
    body(9, l9)
    body(10, l10)
    body(11, l11)
    body(12, l12)
    body(13, l13)
    body(14, l14)
    body(15, l15)
  }

  var transposed: Square {
    @inline(__always) get { rotated.rotated.rotated.rotated }
  }

  /// One of four equal steps of a transposition. With the row's and the column's four bits
  /// written one after the other as an address, the even lanes of two neighbouring rows, then their
  /// odd lanes, are that address rotated by one bit; four rotations exchange rows and columns.
  private var rotated: Square {
    @inline(__always) get {
      Square { line in
        switch line {
        case 0: even_lanes(l0, l1)
        case 1: even_lanes(l2, l3)
        case 2: even_lanes(l4, l5)
        case 3: even_lanes(l6, l7)
        case 4: even_lanes(l8, l9)
        case 5: even_lanes(l10, l11)
        case 6: even_lanes(l12, l13)
        case 7: even_lanes(l14, l15)
        case 8: odd_lanes(l0, l1)
        case 9: odd_lanes(l2, l3)
        case 10: odd_lanes(l4, l5)
        case 11: odd_lanes(l6, l7)
        case 12: odd_lanes(l8, l9)
        case 13: odd_lanes(l10, l11)
        case 14: odd_lanes(l12, l13)
        default: odd_lanes(l14, l15)
        }
      }
    }
  }
}
