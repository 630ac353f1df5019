/// A count and a sum of vectors for each code: a view, which owns nothing.
struct CodeSums {
  /// `[codes]`.
  let uses: UnsafeMutablePointer<Float>
  /// `[codes, size]`.
  let totals: Panels

  /// Calls `body` with each 32 numbers of a code's sum and where they are in the matrix.
  func forLines(_ code: Int, _ body: (UnsafeMutablePointer<Float>, Int) -> Void) {
    var place = code / 8 * totals.tileStride + code % 8 * 32
    for _ in 0..<Panels.panels(totals.columns) {
      body(totals.base + place, place)
      place += totals.panelStride
    }
  }

  /// Counts and sums the vectors of some codes.
  ///
  /// - Parameters:
  ///   - encoded: `[variables·size, batch]`.
  ///   - indices: `[variables, panels · 32]`.
  func sum(_ encoded: Panels, _ indices: UnsafePointer<Int32>, codes: Range<Int>) {
    for code in codes {
      uses[code] = 0
      forLines(code) { line, _ in line.update(repeating: 0, count: Panels.width) }
    }
    let size = totals.columns
    let width = Panels.panels(encoded.columns) * Panels.width
    for panel in 0..<Panels.panels(encoded.columns) {
      for variable in 0..<encoded.rows / size {
        let vectors = encoded.base + panel * encoded.panelStride + variable * size * 32
        let places = indices + variable * width + panel * 32
        for column in 0..<min(32, encoded.columns - panel * 32) {
          let code = Int(places[column])
          guard codes.contains(code) else { continue }
          uses[code] += 1
          var (source, left) = (vectors + column, size)
          forLines(code) { line, _ in
            for place in 0..<min(32, left) { line[place] += source[place * 32] }
            source += 32 * 32
            left -= 32
          }
        }
      }
    }
  }

  /// `self ← γ·self + (1 − γ)·batch` for some codes.
  func decay(by decay: Float, toward batch: CodeSums, codes: Range<Int>) {
    let fresh = 1 - decay
    for code in codes {
      uses[code] = decay * uses[code] + fresh * batch.uses[code]
      forLines(code) { line, place in
        let other = batch.totals.base + place
        for column in 0..<Panels.width {
          line[column] = decay * line[column] + fresh * other[column]
        }
      }
    }
  }
}
