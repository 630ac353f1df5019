package import TensorIO
package import Tool

/// The labels of a frame: its tensor `y`, of any type of integers, `[rows]`.
package struct RowLabels {
  /// Read where they lie: a frame may hold 2²⁸ of them.
  private let tensor: Tensor

  package var count: Int { tensor.count }

  package subscript(row: Int) -> Int64 {
    switch tensor.elementType {
    case .u8: tensor.withElements(of: UInt8.self) { Int64($0[row]) }
    case .i32: tensor.withElements(of: Int32.self) { Int64($0[row]) }
    default: tensor.withElements(of: Int64.self) { $0[row] }
    }
  }

  /// - Parameter advice: what to do about a frame without labels.
  /// - Throws: `ToolError` with the status `badData` where `y` is missing or not such.
  package init(
    _ frame: Frame, from input: borrowing TensorInput, advice: String
  ) throws(ToolError) {
    guard let y = frame["y"] else { throw input.refusal("no labels 'y'; \(advice)") }
    guard y.shape.count == 1 else {
      throw input.refusal("shape \(y.shapeDescription), expected one label a row", tensor: "y")
    }
    guard [.u8, .i32, .i64].contains(y.elementType) else {
      throw input.refusal(
        "elements are \(y.elementType.name), expected integers as labels: u8, i32 or i64",
        tensor: "y")
    }
    tensor = y
  }
}
