/// Arithmetic in the words of formulas. Shapes are brought together as NumPy does.
extension Graph {
  mutating func add(_ a: Value, _ b: Value) -> Value { node("Add", [a, b]) }
  mutating func add(_ a: Value, _ b: Float) -> Value { node("Add", [a, scalar(b)]) }
  mutating func subtract(_ a: Value, _ b: Value) -> Value { node("Sub", [a, b]) }
  mutating func subtract(_ a: Float, _ b: Value) -> Value { node("Sub", [scalar(a), b]) }
  mutating func multiply(_ a: Value, _ b: Value) -> Value { node("Mul", [a, b]) }
  mutating func multiply(_ a: Value, _ b: Float) -> Value { node("Mul", [a, scalar(b)]) }
  mutating func divide(_ a: Value, _ b: Value) -> Value { node("Div", [a, b]) }
  mutating func divide(_ a: Value, _ b: Float) -> Value { node("Div", [a, scalar(b)]) }
  mutating func negative(_ a: Value) -> Value { node("Neg", [a]) }
  mutating func magnitude(_ a: Value) -> Value { node("Abs", [a]) }
  mutating func exp(_ a: Value) -> Value { node("Exp", [a]) }
  mutating func log(_ a: Value) -> Value { node("Log", [a]) }
  mutating func tanh(_ a: Value) -> Value { node("Tanh", [a]) }
  mutating func sigmoid(_ a: Value) -> Value { node("Sigmoid", [a]) }
  mutating func relu(_ a: Value) -> Value { node("Relu", [a]) }
  mutating func square(_ a: Value) -> Value { node("Mul", [a, a]) }
  mutating func less(_ a: Value, _ b: Float) -> Value { node("Less", [a, scalar(b)]) }
  mutating func greater(_ a: Value, _ b: Float) -> Value { node("Greater", [a, scalar(b)]) }

  mutating func cast(_ a: Value, to type: Port.ElementKind) -> Value {
    node("Cast", [a], [Attribute("to", type.rawValue)])
  }

  mutating func choose(_ condition: Value, _ a: Value, else b: Value) -> Value {
    node("Where", [condition, a, b])
  }

  mutating func clip(_ a: Value, _ range: ClosedRange<Float>) -> Value {
    node("Clip", [a, scalar(range.lowerBound), scalar(range.upperBound)])
  }

  /// log(1 + exp(a)) = max(a, 0) + log(1 + exp(−|a|)), which neither overflows nor cancels.
  mutating func softplus(_ a: Value) -> Value { node("Softplus", [a]) }

  /// A polynomial by Horner's rule.
  ///
  /// - Parameter coefficients: from that of the highest power down to the constant, two or more.
  mutating func polynomial(_ x: Value, _ coefficients: [Float]) -> Value {
    var sum = multiply(x, coefficients[0])
    for (index, coefficient) in coefficients.dropFirst().enumerated() {
      if index > 0 { sum = multiply(sum, x) }
      sum = add(sum, coefficient)
    }
    return sum
  }

  /// log((1 − exp(−y))/y) for y ≥ 0. From 1 on as it stands; below, where it cancels, −y/2 + log(sinh(u)/u) with
  /// u = y/2, by the series u²/6 − u⁴/180 + u⁶/2835 − u⁸/37800, which leaves less than 3e-9.
  mutating func logOfMeanDecay(_ y: Value) -> Value {
    let decay = exp(negative(y))
    let isSmall = less(y, 1)
    // No logarithm of 0, nor a division by it, where the series counts.
    let safe = choose(isSmall, scalar(1), else: y)
    let kept = choose(isSmall, scalar(0), else: decay)
    let direct = subtract(log(subtract(1, kept)), log(safe))
    let half = multiply(y, 0.5)
    let q = square(half)
    let series = multiply(polynomial(q, [-1 / 37_800, 1 / 2835, -1 / 180, 1 / 6]), q)
    return choose(isSmall, subtract(series, half), else: direct)
  }
}
