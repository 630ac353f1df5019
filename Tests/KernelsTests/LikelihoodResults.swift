import Kernels

/// Where a pass over a batch of pixels puts its results.
struct Results {
  let gradient: Matrix
  let losses: Buffer
  let slopes: Buffer
  private let tiles: Int
  private let panels: Int

  init(_ pixels: Int, _ batch: Int, outputs: Int = 1) {
    gradient = Matrix(rows: outputs * pixels, columns: batch)
    (tiles, panels) = (Panels.tiles(pixels), Panels.panels(batch))
    losses = Buffer(count: tiles * panels * 32)
    slopes = Buffer(count: tiles * panels * 32)
    spoil(gradient)
  }

  /// An example's sums.
  func sums(_ kernels: Kernels) -> (losses: [Float], slopes: [Float]) {
    let (first, second) = (Buffer(count: panels * 32), Buffer(count: panels * 32))
    for (source, result) in [(losses, first), (slopes, second)] {
      kernels.sumLosses(source.base, tiles: tiles, result: result.base, panels: 0..<panels)
    }
    return (first.elements, second.elements)
  }

  /// All that belongs to the batch.
  func numbers(_ batch: Int) -> [[Float]] {
    let lines = [losses, slopes].map { buffer in
      buffer.elements.enumerated().filter { place, _ in
        place / (32 * tiles) * 32 + place % 32 < batch
      }.map(\.element)
    }
    return [gradient.rowMajor] + lines
  }

  /// The gradient in the columns beyond the batch.
  func beyond(_ batch: Int) -> [Float] { columnsBeyond(gradient).map { gradient.base[$0] } }
}

/// Puts what is not a number into the columns beyond a matrix's last.
func spoil(_ matrix: Matrix) { for place in columnsBeyond(matrix) { matrix.base[place] = .nan } }

private func columnsBeyond(_ matrix: Matrix) -> [Int] {
  (matrix.columns..<Panels.panels(matrix.columns) * 32).flatMap { column in
    (0..<matrix.rows).map { column / 32 * matrix.panels.panelStride + $0 * 32 + column % 32 }
  }
}
