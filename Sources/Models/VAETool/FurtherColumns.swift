import Datasets
import Found
import TensorIO

/// Notices columns of a table that a model does not know, and that are left out.
package struct FurtherColumns {
  private let columns: Columns?
  private var names: [String]?

  /// - Parameter columns: those of the model; nil for one that goes by places.
  package init(_ columns: Columns?) { self.columns = columns }

  /// Adds a frame. The first tells.
  package mutating func add(_ frame: Frame) {
    guard names == nil, let columns, let own = frame.columns else { return }
    names = (try? ColumnOrder(of: own, in: columns))?.further ?? []
  }

  /// What to say; nil where there are none.
  package var message: String? {
    guard let names, let first = names.first else { return nil }
    let more = names.count > 1 ? " and \(names.count - 1) more, which" : ", which"
    return "column \(quoted(first))\(more) the model does not have, left out"
  }
}
