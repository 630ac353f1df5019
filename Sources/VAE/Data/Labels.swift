import TensorIO

/// The classes of a frame's rows: its tensor `y`, whole numbers from 0.
package enum Labels {
  /// The largest number of classes that is believed.
  package static let most = 65_536

  /// - Parameters:
  ///   - firstRow: the number of the frame's first row in its stream.
  ///   - classes: those that the model was fitted to, where there is one.
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  package static func read(_ frame: Frame, firstRow: Int, classes: ClassSet?) throws -> [Int32] {
    let rows = try frame.rows()
    guard let tensor = frame["y"] else {
      throw VAEError(
        "no tensor 'y': a conditional model needs the class of each row; mnist2t adds it when given "
          + "the labels, latent-sample when given the model")
    }
    guard tensor.shape.count == 1 else {
      throw VAEError("tensor 'y' is \(tensor.shapeDescription), expected one class for each row")
    }
    var labels: [Int32] = []
    labels.reserveCapacity(rows)
    for (row, label) in try values(tensor).enumerated() {
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

  private static func values(_ tensor: Tensor) throws -> [Int64] {
    switch tensor.elementType {
    case .u8: return tensor.elements(of: UInt8.self).map(Int64.init)
    case .i32: return tensor.elements(of: Int32.self).map(Int64.init)
    case .i64: return tensor.elements(of: Int64.self)
    default:
      throw VAEError("tensor 'y' is \(tensor.elementType.name), expected u8, i32 or i64")
    }
  }
}
