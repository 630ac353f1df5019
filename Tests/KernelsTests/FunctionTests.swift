import Foundation
import Kernels
import LaneTypes
import Testing

/// The elementary functions, through an identity layer whose bias is zero, against the C library in
/// Double over the range that training meets.
@Suite struct FunctionTests {
  /// Values of an activation on many points.
  private func values(_ activation: Activation, _ points: [Float], _ kernels: Kernels) -> [Float] {
    let input = Matrix(rows: 1, columns: points.count)
    input.rowMajor = points
    let weights = Matrix(rows: 1, columns: 1)
    weights.rowMajor = [1]
    let bias = Buffer(count: 1)
    let output = Matrix(rows: 1, columns: points.count)
    let (tiles, panels) = allTiles(rows: 1, columns: points.count)
    kernels.denseForward(
      weights: weights.panels, bias: bias.base, input: input.panels,
      output: output.panels, activation: activation, tileRows: tiles, panels: panels)
    return output.rowMajor
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

  @Test(arguments: paths.indices)
  func extremesStayFinite(path: Int) {
    let extremes: [Float] = [-1e30, -200, -88, 88, 200, 1e30]
    for activation in [Activation.sigmoid, .tanh, .softplus] {
      for y in values(activation, extremes, paths[path]) { #expect(y.isFinite) }
    }
  }
}
