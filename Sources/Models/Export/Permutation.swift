/// Another order of a tensor's axes.
struct Permutation {
  /// Where each element of the result comes from.
  let sources: [Int]

  /// - Parameters:
  ///   - order: axis k of the result is axis `order[k]`.
  ///   - shape: of what it is applied to.
  init(_ order: [Int], of shape: [Int]) {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    var sources = [0]
    for axis in order {
      sources = sources.flatMap { start in
        (0..<shape[axis]).map { start + $0 * strides[axis] }
      }
    }
    self.sources = sources
  }

  func apply<Element>(_ values: [Element]) -> [Element] { sources.map { values[$0] } }
}
