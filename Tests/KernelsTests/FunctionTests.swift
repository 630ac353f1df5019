import Foundation
import Kernels
import Testing

/// The elementary functions, through an identity layer whose bias is zero, against the C library in
/// Double over the range that training meets.
@Suite struct FunctionTests {
  /// Values of an activation on many points.
  private func values(_ activation: Activation, _ points: [Float], _ kernels: Kernels) -> [Float] {
    results(activation, points, kernels).values
  }

  /// Values of an activation on many points, and the slopes that it keeps.
  private func results(_ activation: Activation, _ points: [Float], _ kernels: Kernels)
    -> (values: [Float], slopes: [Float])
  {
    let input = Matrix(rows: 1, columns: points.count)
    input.rowMajor = points
    let weights = Matrix(rows: 1, columns: 1)
    weights.rowMajor = [1]
    let bias = Buffer(count: 1)
    let output = Matrix(rows: 1, columns: points.count)
    let slopes = Matrix(rows: 1, columns: points.count)
    let (tiles, panels) = allTiles(rows: 1, columns: points.count)
    kernels.denseForward(
      weights: weights.panels, bias: bias.base, input: input.panels,
      output: output.panels, slopes: slopes.panels, activation: activation, tileRows: tiles,
      panels: panels)
    return (output.rowMajor, slopes.rowMajor)
  }

  /// What is no number must not pass for one in the layers behind; −0 is 0 there.
  @Test(arguments: paths.indices, Activation.allCases)
  func noNumberStaysNone(path: Int, activation: Activation) {
    let values = values(activation, [.nan, 1, -0.0], paths[path])
    #expect(values[0].isNaN && values[1].isFinite && values[2].isFinite)
    if activation == .relu { #expect(values[2].sign == .plus) }
  }

  private let points: [Float] = {
    var points: [Float] = [0, -0.0]
    for step in -9000...9000 { points.append(Float(step) * 0.01 + Float(step % 7) * 1e-4) }
    for exponent in -40...10 {
      let power = Float(sign: .plus, exponent: exponent, significand: 1.25)
      points += [power, -power]
    }
    return points
  }()

  /// Relative error in units of the last place; below the smallest normal number the absolute error
  /// counts, because exp gives 0 there by its contract.
  private func ulps(_ value: Float, _ exact: Double) -> Double {
    abs(Double(value) - exact) / max(abs(exact) * 0x1p-23, Double(Float.leastNormalMagnitude))
  }

  @Test(arguments: paths.indices)
  func sigmoidIsWithinFourUlps(path: Int) {
    for (x, y) in zip(points, values(.sigmoid, points, paths[path])) {
      #expect(ulps(y, 1 / (1 + exp(-Double(x)))) < 4, "at \(x)")
    }
  }

  @Test(arguments: paths.indices)
  func softplusIsWithinFourUlps(path: Int) {
    for (x, y) in zip(points, values(.softplus, points, paths[path])) {
      let exact = max(Double(x), 0) + log1p(exp(-abs(Double(x))))
      #expect(ulps(y, exact) < 4, "at \(x)")
    }
  }

  @Test(arguments: paths.indices)
  func tanhIsWithinFourUlps(path: Int) {
    for (x, y) in zip(points, values(.tanh, points, paths[path])) {
      #expect(ulps(y, tanh(Double(x))) < 4, "at \(x)")
    }
  }

  /// The bounds that `Gelu.swift` states; the exponential is 0 below −87.33, where x is −13.22.
  @Test(arguments: paths.indices)
  func geluIsWithinItsBounds(path: Int) {
    let (values, slopes) = results(.gelu, points, paths[path])
    for (index, point) in points.enumerated() {
      let x = Double(point)
      let distribution = 0.5 * erfc(-x / 2.0.squareRoot())
      let density = exp(-x * x / 2) / sqrt(2 * Double.pi)
      let bound = (6 + x * x) * halfUlp * abs(x * distribution)
      #expect(abs(Double(values[index]) - x * distribution) <= max(bound, 1e-36), "at \(x)")
      #expect(abs(Double(slopes[index]) - distribution - x * density) <= 8 * halfUlp, "at \(x)")
    }
  }

  /// The bounds that `Silu.swift` states; below −87.33 the exponential no longer falls.
  @Test(arguments: paths.indices)
  func siluIsWithinItsBounds(path: Int) {
    let (values, slopes) = results(.silu, points, paths[path])
    for (index, point) in points.enumerated() {
      let x = Double(point)
      let (above, below) = (1 / (1 + exp(-x)), 1 / (1 + exp(x)))
      if x > -87 { #expect(ulps(values[index], x * above) < 5, "at \(x)") }
      #expect(abs(Double(values[index]) - x * above) <= 5 * abs(x) * 0x1p-23, "at \(x)")
      #expect(
        abs(Double(slopes[index]) - above * (1 + x * below)) <= 8 * halfUlp, "at \(x)")
    }
  }

  /// As in PyTorch: x, or a hundredth of it, rounded once, and the factor once too; no slope of its own is kept.
  @Test(arguments: paths.indices)
  func leakyReLUIsAHundredthBelowZero(path: Int) {
    let points: [Float] = [-1e30, -3, -1e-30, -0.0, 0, 1e-30, 0.7, 1e30]
    let (values, _) = results(.leakyReLU, points, paths[path])
    for (x, y) in zip(points, values) {
      let exact = Double(x) * (x < 0 ? 0.01 : 1)
      #expect(abs(Double(y) - exact) <= 2 * abs(exact) * halfUlp, "at \(x)")
    }
  }

  /// The slopes that other activations do not keep are left alone.
  @Test(arguments: paths.indices)
  func slopesAreKeptWhereTheyMust(path: Int) {
    for activation in Activation.allCases {
      let (_, slopes) = results(activation, [-3, 0.5, 3], paths[path])
      #expect(slopes.allSatisfy { $0 == 0 } != activation.keepsSlope)
    }
  }

  @Test(arguments: paths.indices)
  func extremesStayFinite(path: Int) {
    let extremes: [Float] = [-1e30, -200, -88, 88, 200, 1e30]
    for activation in [Activation.sigmoid, .tanh, .softplus, .gelu, .silu, .leakyReLU] {
      let (values, slopes) = results(activation, extremes, paths[path])
      for y in values + slopes { #expect(y.isFinite) }
    }
  }
}
