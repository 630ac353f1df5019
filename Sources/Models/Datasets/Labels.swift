import Networks
import TensorIO

/// The classes of a frame's rows: its tensor `y`, whole numbers from 0.
package enum Labels {
  /// The largest number of classes that is believed.
  package static let most = 65_536

  /// - Parameters:
  ///   - firstRow: the number of the frame's first row in its stream.
  ///   - classes: those that the model was fitted to, where there is one. A model without classes is told none.
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  package static func read(_ frame: Frame, firstRow: Int, classes: ClassSet?) throws -> [Int32] {
    if classes?.range == 0 { return [] }
    let rows = try frame.rows()
    guard let tensor = frame["y"] else {
      throw VAEError(
        "no tensor 'y': a conditional model needs the class of each row; mnist2t adds it when given "
          + "the labels, latent-sample when given the model")
    }
    if let fault = RowLabels.fault(of: tensor) { throw VAEError("tensor 'y': \(fault)") }
    let values = RowLabels(tensor)
    var labels: [Int32] = []
    labels.reserveCapacity(rows)
    for row in 0..<values.count {
      let label = values[row]
      guard classes?.contains(label) ?? (0..<Int64(most)).contains(label) else {
        throw VAEError(
          "tensor 'y', row \(firstRow + row): \(label), expected \(expectation(of: label, classes))"
        )
      }
      labels.append(Int32(label))
    }
    return labels
  }

  private static func expectation(of label: Int64, _ classes: ClassSet?) -> String {
    if let classes {
      let list = classes.counts == nil ? "0 to \(classes.range - 1)" : classes.description
      return list + " as in the model's training data"
    }
    let unknown =
      label == -1 ? ": -1 often means unknown; t-select --label 0-65535 drops such rows" : ""
    return "0 to \(most - 1)" + unknown
  }
}
