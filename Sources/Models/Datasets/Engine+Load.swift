import Kernels
import TensorIO

extension Engine {
  /// Fills a batch, on all threads, in both forms that the kernels need.
  ///
  /// - Parameters:
  ///   - byRow: `[batch, features]`, by tile rows: by panels the pieces of a row would be so far apart that
  ///     they drive each other from the nearest cache.
  ///   - byFeature: the same transposed, `[features, batch]`.
  ///   - load: writes one row of `byRow`.
  package func fill(_ byRow: Panels, _ byFeature: Panels, load: (Int) -> Void) {
    let kernels = kernels
    forPanels(byRow.rows) { panels in
      let start = panels.lowerBound * Panels.width
      let rows = start..<min(byRow.rows, panels.upperBound * Panels.width)
      for row in rows { load(row) }
      kernels.transpose(
        byRow, into: byFeature, panels: 0..<Panels.panels(byRow.columns), resultPanels: panels)
    }
  }

  /// Writes a row for each class, `[classes, batch]`: 1 in the row of an example's own class.
  package func fillClasses(_ labels: ArraySlice<Int32>, into rows: Panels) {
    // Whole panels, as the kernel takes them.
    let padding = Panels.panels(labels.count) * Panels.width - labels.count
    let padded = Array(labels) + Array(repeating: 0, count: padding)
    let kernels = kernels
    forPanels(rows.columns) {
      kernels.oneHot(padded, first: 0, classes: rows.rows, result: rows, panels: $0)
    }
  }

  /// Changes the numbers of some examples.
  ///
  /// - Parameters:
  ///   - examples: u8 or f32, rows first.
  ///   - change: acts on them in place, `[features, rows]`.
  /// - Returns: `x`, f32 of the same shape.
  func changed(_ examples: Examples, _ change: (Panels) -> Void) -> Tensor {
    let (examples, unit) = (examples.tensor, examples.unit)
    let (rows, features) = (examples.shape[0], examples.shape.dropFirst().reduce(1, *))
    let byRow = Matrix(rows: rows, columns: features, order: .byTileRow)
    let byFeature = Matrix(rows: features, columns: rows)
    let (source, kernels) = (byRow.panels, kernels)
    fill(source, byFeature.panels) {
      Examples.load(examples, unit: unit, $0, into: source, row: $0, kernels: kernels)
    }
    change(byFeature.panels)
    return Tensor("x", shape: examples.shape, of: Float.self) { span in
      span.withUnsafeMutableBufferPointer {
        rowMajor(byFeature.panels, by: byRow, to: $0, at: 0)
      }
    }
  }

  /// log(1 + x) of every number of a matrix.
  package func logOnePlus(_ source: Panels, result: Panels) {
    let kernels = kernels
    forPanels(source.columns) { kernels.logOnePlus(source, result: result, panels: $0) }
  }
}
