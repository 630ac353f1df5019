import Kernels

/// x, or 0 where that is more. What is no number stays none: it must not pass for 0 in the layers behind.
@inline(__always)
func rectified(_ x: Vector) -> Vector { x.replacing(with: Vector.zero, where: x .<= 0) }

extension Activation {
  /// The function's value.
  @inline(__always)
  func value(_ x: Vector) -> Vector {
    switch self {
    case .identity: x
    case .relu: rectified(x)
    case .tanh: hyperbolicTangent(x)
    case .softplus: logOnePlusExp(x, decay: decay(x))
    case .sigmoid: logistic(x, decay: decay(x))
    case .gelu: gaussianErrorLinearUnit(x).value
    case .silu: sigmoidLinearUnit(x).value
    case .leakyReLU: x.replacing(with: x * 0.01, where: x .< 0)
    }
  }

  /// The derivative, from what the forward pass kept: the function's value, from which most can be
  /// told, so that a layer keeps one matrix, not two; or the slope itself, where `keepsSlope`.
  @inline(__always)
  func slope(kept y: Vector) -> Vector {
    switch self {
    case .identity: Vector(repeating: 1)
    case .relu: Vector.zero.replacing(with: Vector(repeating: 1), where: y .> 0)
    case .tanh: 1 - y * y
    case .softplus: 1 - exp(-y)
    case .sigmoid: y * (1 - y)
    case .gelu, .silu: y
    case .leakyReLU: Vector(repeating: 0.01).replacing(with: Vector(repeating: 1), where: y .> 0)
    }
  }
}

/// Applies an activation to some lines of a tile, in place.
///
/// - Parameter slopes: where the slopes go, if the activation keeps them and there will be a way back.
@inline(never)
func activate(
  _ tile: UnsafeMutablePointer<Float>, slopes: UnsafeMutablePointer<Float>?, lines: Int,
  _ activation: Activation
) {
  if case .identity = activation { return }
  for piece in 0..<lines * 2 {
    let line = tile + piece * 16
    let x = Vector(at: line)
    if let slopes, activation.keepsSlope {
      var result = sigmoidLinearUnit(x)
      if case .gelu = activation { result = gaussianErrorLinearUnit(x) }
      result.value.store(to: line)
      result.slope.store(to: slopes + piece * 16)
    } else {
      activation.value(x).store(to: line)
    }
  }
}

extension SIMDKernels {
  @inline(never)
  package static func activateRows(
    _ source: Panels, activation: Activation, result: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: source.rows, panels, source, result)
    for panel in panels {
      let (from, to) = (source.panel(panel), result.panel(panel))
      for piece in 0..<source.rows * 2 { to[piece] = activation.value(from[piece]) }
    }
  }
}

extension SIMDKernels {
  @inline(never)
  package static func activationBackward(
    output: Panels, activation: Activation, gradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: output.rows, panels, output, gradient)
    for half in halves(panels) {
      let mask = output.mask(half)
      let (y, target) = (output.half(half), gradient.half(half))
      for row in 0..<output.rows {
        target[row] = (target[row] * activation.slope(kept: y[row])).masked(by: mask)
      }
    }
  }
}
