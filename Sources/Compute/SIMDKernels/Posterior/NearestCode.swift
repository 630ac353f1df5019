import Kernels

extension SIMDKernels {
  @inline(never)
  package static func squaredNorms(
    _ matrix: Panels, result: UnsafeMutablePointer<Float>, rows: Range<Int>
  ) {
    checkShape(matrix.has(rows: rows))
    for row in rows {
      var line = matrix.base + row / 8 * matrix.tileStride + row % 8 * 32
      var sum = Vector.zero
      for _ in 0..<Panels.panels(matrix.columns) {
        let (low, high) = (Vector(at: line), Vector(at: line + 16))
        sum.addProduct(low, low)
        sum.addProduct(high, high)
        line += matrix.panelStride
      }
      result[row] = sum.treeSum()
    }
  }

  @inline(never)
  package static func nearestCodes(
    _ vectors: Panels, codebook: Panels, norms: UnsafePointer<Float>,
    indices: UnsafeMutablePointer<Int32>, variables: Range<Int>, panels: Range<Int>
  ) {
    checkShape(codebook.rows > 0)
    checkShape(variables.lowerBound >= 0 && variables.upperBound * codebook.columns <= vectors.rows)
    checkShapes(rows: vectors.rows, panels, vectors)
    let size = codebook.columns
    let width = Panels.panels(vectors.columns) * 32
    let tiles = 0..<Panels.tiles(codebook.rows)
    withTile { scores in
      withTile { best in
        for variable in variables {
          let part = vectors.slice(rows: variable * size..<(variable + 1) * size)
          for panel in panels {
            let places = UnsafeMutableRawPointer(indices + variable * width + panel * 32)
            for half in 0..<2 {
              Vector(repeating: .infinity).store(to: best + half * 16)
              places.storeBytes(of: Words.zero, toByteOffset: half * 64, as: Words.self)
            }
            forEachTile(codebook, part, tiles, panel..<panel + 1) { tileRow, _, offset, sums in
              let code = tileRow * 8 + offset / 32
              guard code < codebook.rows else { return }
              Vector(repeating: norms[code]).addingProduct(sums, Vector(repeating: -2))
                .store(to: scores + offset)
            } tileDone: { tileRow, _ in
              for half in 0..<2 {
                var least = Vector(at: best + half * 16)
                var place = places.loadUnaligned(fromByteOffset: half * 64, as: Words.self)
                for line in 0..<min(8, codebook.rows - tileRow * 8) {
                  let score = Vector(at: scores + line * 32 + half * 16)
                  let less = score .< least
                  least = least.replacing(with: score, where: less)
                  let code = UInt32(truncatingIfNeeded: tileRow * 8 + line)
                  place = place.replacing(with: Words(repeating: code), where: less)
                }
                least.store(to: best + half * 16)
                places.storeBytes(of: place, toByteOffset: half * 64, as: Words.self)
              }
            }
          }
        }
      }
    }
  }
}
