extension ClosedRange<Double> {
  /// Numbers at even distances, both ends among them; a single one lies in the middle.
  ///
  /// - Parameter count: at least 1.
  package func steps(_ count: Int) -> [Float] {
    guard count > 1 else { return [Float((lowerBound + upperBound) / 2)] }
    let last = Double(count - 1)
    // With both ends weighted alike, steps between -a and a are symmetric about 0.
    return (0..<count).map {
      Float((Double(count - 1 - $0) * lowerBound + Double($0) * upperBound) / last)
    }
  }
}
