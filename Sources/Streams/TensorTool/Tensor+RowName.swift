package import TensorIO

extension Tensor {
  /// Whether a tensor with rows may have this name: 1 to 255 visible characters of ASCII, the first of them not `@`.
  package static func isRowName(_ name: String) -> Bool {
    let tensor = Tensor(name, scalar: UInt8(0))
    return !tensor.isMetadata && (try? Frame([tensor])) != nil
  }
}
