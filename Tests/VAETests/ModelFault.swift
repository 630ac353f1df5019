import TensorIO
import Testing

/// A model, what is put in the place of its tensors or beside them, and the message.
struct ModelFault: Sendable, CustomTestStringConvertible {
  let model: Case
  let tensors: [Tensor]
  let message: String

  var testDescription: String { message }

  static func faults(_ model: Case, _ faults: [(Tensor, String)]) -> [ModelFault] {
    faults.map { ModelFault(model: model, tensors: [$0.0], message: $0.1) }
  }

  static func integer(_ name: String, _ value: Int) -> Tensor {
    Tensor(name, scalar: Int64(value))
  }

  static func integers(_ name: String, _ values: [Int]) -> Tensor {
    Tensor(name, shape: [values.count], values.map(Int64.init))
  }

  static func text(_ name: String, _ text: String) -> Tensor { Tensor(name, text: text) }

  static func numbers(_ name: String, _ shape: [Int], _ value: Float) -> Tensor {
    Tensor(name, shape: shape, [Float](repeating: value, count: shape.reduce(1, *)))
  }
}
