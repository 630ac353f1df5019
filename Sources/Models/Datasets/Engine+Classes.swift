import Kernels

extension Engine {
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
}
