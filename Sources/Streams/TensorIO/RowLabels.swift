/// The labels of rows: a tensor of any type of integers, `[rows]`, read where they lie. A frame may hold 2²⁸ of
/// them.
package struct RowLabels {
  private let tensor: Tensor

  package var count: Int { tensor.count }

  package subscript(row: Int) -> Int64 {
    switch tensor.elementType {
    case .u8: tensor.withElements(of: UInt8.self) { Int64($0[row]) }
    case .i32: tensor.withElements(of: Int32.self) { Int64($0[row]) }
    default: tensor.withElements(of: Int64.self) { $0[row] }
    }
  }

  /// - Precondition: the tensor has no fault.
  package init(_ tensor: Tensor) {
    precondition(RowLabels.fault(of: tensor) == nil)
    self.tensor = tensor
  }

  /// Why a tensor holds no labels; nil where it does.
  package static func fault(of tensor: Tensor) -> String? {
    guard tensor.shape.count == 1 else {
      return "shape \(tensor.shapeDescription), expected one label a row"
    }
    guard [.u8, .i32, .i64].contains(tensor.elementType) else {
      return
        "elements are \(tensor.elementType.name), expected integers as labels: u8, i32 or i64"
    }
    return nil
  }
}
