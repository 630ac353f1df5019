import CPUFeatures
import Kernels

/// Stops the process unless some positions are among the result's and some panels among those of both matrices. Below
/// an image there may be more rows: a class, for one.
@inline(__always)
func checkConvolution(
  _ sums: ConvolutionSums, _ source: Panels, _ result: Panels, _ positions: Range<Int>,
  _ panels: Range<Int>
) {
  checkShape(positions.lowerBound >= 0 && positions.upperBound * sums.rows <= result.rows)
  checkShapes(rows: source.rows, panels, source)
  checkShapes(rows: result.rows, panels, result)
}

/// Makes the sums of a convolution in one direction, for some positions of the result.
///
/// The lines that a position reads stay near while all its rows are made. Source and result are too
/// large for any cache but the last, so what is next of either is asked for between the terms, a little at
/// a time: a core has few requests under way at once, and a burst of them holds up all others.
///
/// - Parameters:
///   - ahead: called with a place in the result that will soon be finished, 16 examples of a channel.
///   - finish: takes a channel of the result, where in the result 16 examples of it begin, and their
///     sums.
///   - tileDone: called when up to eight channels of a position are finished, with where in the result
///     they begin, and how many they are.
@inline(__always)
func forEachChannelSum(
  _ sums: ConvolutionSums, source: Panels, result: Panels, _ positions: Range<Int>,
  _ panels: Range<Int>, ahead: (Int) -> Void = { _ in }, finish: (Int, Int, Vector) -> Void,
  tileDone: (Int, Int) -> Void
) {
  let tileRows = (sums.rows + 7) / 8
  let tiles = result.rows / sums.rows * tileRows
  // Lines of the source for each position of the result, and cache lines for each tile.
  let (step, share) = (source.rows * sums.rows / result.rows, (source.rows * 2 + tiles - 1) / tiles)
  for panel in panels {
    var sourceAhead =
      source.base + panel * source.panelStride + (positions.lowerBound * step + sums.lead) * 32
    for position in positions {
      for tileRow in 0..<tileRows {
        let terms = IndirectTerms(sums, tileRow: tileRow, source: source, panel: panel)
        let first = tileRow * 8
        let place = panel * result.panelStride + (position * sums.rows + first) * 32
        var (next, sourceNext) = (place + 256, sourceAhead)
        sourceAhead += share * 16
        sumTile(rowStride: terms.rowStride) { _, row, column, add in
          terms.forEachTerm(sums.runs, position, row: row, column: column) { _ in
          } between: {
            // On AVX2 a tile is made in several passes, of which one is enough.
            if row + column > 0 { return }
            if next < place + 512 {
              prefetch(result.base + next)
              ahead(next)
              next += 16
            }
            if sourceNext < sourceAhead {
              prefetch(sourceNext)
              prefetch(sourceNext + 16)
              sourceNext += 32
            }
          } add: {
            add($0, $1)
          }
        } finish: { offset, sum in
          // The line below the last channel is the next position's.
          if first + offset / 32 < sums.rows { finish(first + offset / 32, place + offset, sum) }
        }
        tileDone(place, min(8, sums.rows - first))
      }
    }
  }
}
