package import TensorIO
package import Tool

/// The labels of a frame: its tensor `y`, of any type of integers, `[rows]`.
package struct RowLabels {
  private let values: [Int64]

  package var count: Int { values.count }

  package subscript(row: Int) -> Int64 { values[row] }

  /// - Parameter advice: what to do about a frame without labels.
  /// - Throws: `ToolError` with the status `badData` where `y` is missing or not such.
  package init(
    _ frame: Frame, from input: borrowing TensorInput, advice: String
  ) throws(ToolError) {
    guard let y = frame["y"] else { throw input.refusal("no labels 'y'; \(advice)") }
    guard y.shape.count == 1 else {
      throw input.refusal("shape \(y.shapeDescription), expected one label a row", tensor: "y")
    }
    switch y.elementType {
    case .u8: values = y.elements(of: UInt8.self).map(Int64.init)
    case .i32: values = y.elements(of: Int32.self).map(Int64.init)
    case .i64: values = y.elements(of: Int64.self)
    case .f32, .f64, .utf8:
      throw input.refusal(
        "elements are \(y.elementType.name), expected integers as labels: u8, i32 or i64",
        tensor: "y")
    }
  }
}
