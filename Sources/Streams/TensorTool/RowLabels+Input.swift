package import TensorIO
package import Tool

extension RowLabels {
  /// The labels of a frame: its tensor `y`.
  ///
  /// - Parameter advice: what to do about a frame without labels.
  /// - Throws: `ToolError` with the status `badData` where `y` is missing or not such.
  package init(
    _ frame: Frame, from input: borrowing TensorInput, advice: String
  ) throws(ToolError) {
    guard let y = frame["y"] else { throw input.refusal("no labels 'y'; \(advice)") }
    if let fault = RowLabels.fault(of: y) { throw input.refusal(fault, tensor: "y") }
    self.init(y)
  }
}
