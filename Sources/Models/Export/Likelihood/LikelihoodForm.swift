import Kernels

/// What a likelihood is as nodes of ONNX. One without this has no graph, and is refused by its name.
protocol LikelihoodForm: LikelihoodFamily {
  /// E[x|z] of each number.
  static func mean(_ outputs: DecoderValues, in graph: inout Graph) -> Value

  /// −log p(x|z) of each number, without `constant`.
  ///
  /// - Parameter x: the data, `[rows, features]`.
  static func loss(_ outputs: DecoderValues, of x: Value, in graph: inout Graph) -> Value
}

/// What a decoder says of each number of the data.
struct DecoderValues {
  /// Logits, logarithms or locations, `[rows, features]`.
  let locations: Value
  let scale: Scale?
  /// That of the likelihood.
  let sharpness: Float?

  enum Scale {
    /// A number for all, and its logarithm, which is 0 where the constant has it.
    case shared(Float, log: Float)
    /// The logarithms, within their bounds, `[rows, features]`.
    case perPixel(Value)
  }
}

extension Graph {
  /// The scale itself.
  mutating func scale(_ outputs: DecoderValues) -> Value {
    switch outputs.scale {
    case .shared(let number, _): scalar(number)
    case .perPixel(let logs): exp(logs)
    case nil: scalar(1)
    }
  }

  /// 1 by the scale.
  mutating func inverseScale(_ outputs: DecoderValues) -> Value {
    switch outputs.scale {
    case .shared(let number, _): scalar(1 / number)
    case .perPixel(let logs): exp(negative(logs))
    case nil: scalar(1)
    }
  }

  /// The logarithm of the scale, as far as the constant does not have it.
  mutating func logScale(_ outputs: DecoderValues) -> Value {
    switch outputs.scale {
    case .shared(_, let log): scalar(log)
    case .perPixel(let logs): logs
    case nil: scalar(0)
    }
  }
}
