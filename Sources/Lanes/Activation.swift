import LaneTypes

extension Activation {
  /// The function's value.
  @inline(__always)
  func value(_ x: Vector) -> Vector {
    switch self {
    case .identity: x
    case .relu: Vector.zero.replacing(with: x, where: x .> 0)
    case .tanh: hyperbolicTangent(x)
    case .softplus: logOnePlusExp(x, decay: decay(x))
    case .sigmoid: logistic(x, decay: decay(x))
    }
  }

  /// The derivative, from the function's value: every activation here can be told from its output,
  /// so that a layer keeps one matrix, not two.
  @inline(__always)
  func slope(output y: Vector) -> Vector {
    switch self {
    case .identity: Vector(repeating: 1)
    case .relu: Vector.zero.replacing(with: Vector(repeating: 1), where: y .> 0)
    case .tanh: 1 - y * y
    case .softplus: 1 - exp(-y)
    case .sigmoid: y * (1 - y)
    }
  }
}
