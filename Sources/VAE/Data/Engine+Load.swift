import Kernels
import LaneTypes

extension Engine {
  /// Fills a batch, on all threads, in both forms that the kernels need.
  ///
  /// - Parameters:
  ///   - byRow: `[batch, features]`.
  ///   - byFeature: the same transposed, `[features, batch]`.
  ///   - load: writes one row of `byRow`.
  func fill(_ byRow: Panels, _ byFeature: Panels, load: (Int) -> Void) {
    let kernels = kernels
    forPanels(byRow.rows) { panels in
      for row in panels.lowerBound
        * Panels.width..<min(byRow.rows, panels.upperBound * Panels.width)
      {
        load(row)
      }
      kernels.transpose(
        byRow, into: byFeature, panels: 0..<Panels.panels(byRow.columns), resultPanels: panels)
    }
  }
}
