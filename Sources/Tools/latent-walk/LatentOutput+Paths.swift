import LatentFits
import Networks
import Tool
import VAETool

extension LatentOutput {
  /// Writes the legs from one row of a stream to the next.
  ///
  /// - Throws: `ToolError`.
  mutating func walk(_ settings: Settings, through path: String?) throws {
    var (start, count, source) = (nil as Point?, 0, "")
    try visitPoints(of: path, rows: settings.rows) { point, name in
      (count, source) = (count + 1, name)
      guard let from = start else {
        start = point
        return
      }
      try leg(from, point, steps: settings.steps, isSpherical: settings.isSpherical)
      start = settings.inPairs ? nil : point
    }
    guard count > 1 else {
      throw ToolError(
        .badData, source, "1 row, expected at least 2 to walk between; for one row, --traverse")
    }
    if settings.inPairs, start != nil {
      throw ToolError(.badData, source, "\(count) rows, expected an even number for --pairs")
    }
  }

  /// The way between two rows, both ends as they are. A label is that of the nearer end, of the first in
  /// the middle.
  private mutating func leg(_ from: Point, _ to: Point, steps: Int, isSpherical: Bool) throws {
    let circle = isSpherical ? try circle(from, to) : nil
    let last = steps - 1
    try append(from.z, label: from.label)
    for step in 1..<last {
      let part = Double(step) / Double(last)
      let point =
        circle?.point(at: part)
        ?? zip(from.z, to.z).map { Float((1 - part) * Double($0) + part * Double($1)) }
      try append(point, label: 2 * step <= last ? from.label : to.label)
    }
    try append(to.z, label: to.label)
  }

  private func circle(_ from: Point, _ to: Point) throws(VAEError) -> SphericalPath {
    do {
      return try SphericalPath(from: from.z, to: to.z)
    } catch {
      throw VAEError("rows \(from.row) and \(to.row): \(error); walk without --spherical")
    }
  }

  /// Each of some dimensions in its turn over `values`, the others as they are in `base`.
  mutating func traverse(_ dimensions: [Int], from base: Point, over values: [Float]) throws {
    for dimension in dimensions {
      var z = base.z
      for value in values {
        z[dimension] = value
        try append(z, label: base.label)
      }
    }
  }
}
