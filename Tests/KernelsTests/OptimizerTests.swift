import Foundation
import Kernels
import Testing

@Suite struct OptimizerTests {
  /// Three steps against algorithm 2 of the paper in Double. Every number is below 2 and passes
  /// through fewer than 30 roundings of 2⁻²⁴.
  @Test func adamWithDecoupledDecay() {
    let count = 48
    let (rate, decay) = (0.01, 0.5)
    var numbers = Numbers(18)
    let start = numbers.array(count)
    let gradients = (0..<3).map { _ in numbers.array(count) }
    let result = onEachPath { kernels in
      let (weights, first, second) = (
        Buffer(count: count), Buffer(count: count), Buffer(count: count)
      )
      weights.elements = start
      for (index, gradient) in gradients.enumerated() {
        let step = OptimizerStep(rate: rate, betas: (0.9, 0.999), number: index + 1)
        kernels.update(
          Optimizer.adamW(decay: decay).kind.rule(step), gradient: gradient,
          weights: weights.base, first: first.base, second: second.base, count: count)
      }
      return weights.elements
    }
    for i in 0..<count {
      var (weight, m, v) = (Double(start[i]), 0.0, 0.0)
      for (index, gradient) in gradients.enumerated() {
        let (g, t) = (Double(gradient[i]), Double(index + 1))
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        let (mHat, vHat) = (m / (1 - pow(0.9, t)), v / (1 - pow(0.999, t)))
        weight -= rate * decay * weight + rate * mHat / (sqrt(vHat) + 1e-8)
      }
      #expect(abs(Double(result[i]) - weight) < 30 * 2 * halfUlp)
    }
  }

  /// Three steps in Double; gradients of 0 and tiny ones leave no division by 0. Every number is below 4 and passes
  /// through fewer than 30 roundings of 2⁻²⁴.
  @Test func stepsByTheSumOfSquares() {
    let (count, rate) = (48, 0.1)
    var numbers = Numbers(21)
    let start = numbers.array(count)
    var gradients = (0..<3).map { _ in numbers.array(count) }
    for step in 0..<3 { (gradients[step][0], gradients[step][1]) = (0, 1e-20) }
    let result = onEachPath { kernels in
      let (weights, squares) = (Buffer(count: count), Buffer(count: count))
      weights.elements = start
      for (index, gradient) in gradients.enumerated() {
        let step = OptimizerStep(rate: rate, betas: (0.9, 0.999), number: index + 1)
        kernels.update(
          Optimizer.adaGrad.kind.rule(step), gradient: gradient, weights: weights.base,
          first: squares.base, second: nil, count: count)
      }
      return weights.elements
    }
    for i in 0..<count {
      var (weight, squares) = (Double(start[i]), 0.0)
      for gradient in gradients {
        let g = Double(gradient[i])
        squares += g * g
        weight -= rate * g / (squares.squareRoot() + 1e-10)
      }
      #expect(abs(Double(result[i]) - weight) < 30 * 4 * halfUlp)
    }
  }

  /// Three steps in Double. The velocity is below 4 and takes 3 roundings a step, the weight, which
  /// moves by a tenth of it, one.
  @Test(arguments: [(0.0, 0.0), (0.9, 0.0), (0.5, 0.25)])
  func descentWithMomentum(momentum: Double, decay: Double) {
    let (count, rate) = (32, 0.1)
    var numbers = Numbers(19)
    let start = numbers.array(count)
    let gradients = (0..<3).map { _ in numbers.array(count) }
    let result = onEachPath { kernels in
      let (weights, velocity) = (Buffer(count: count), Buffer(count: count))
      weights.elements = start
      for gradient in gradients {
        kernels.update(
          .sgd(SGDStep(learningRate: rate, momentum: momentum, decay: decay)), gradient: gradient,
          weights: weights.base, first: velocity.base, second: nil, count: count)
      }
      return weights.elements
    }
    for i in 0..<count {
      var (weight, v) = (Double(start[i]), 0.0)
      for gradient in gradients {
        v = momentum * v + Double(gradient[i]) + decay * weight
        weight -= rate * v
      }
      // Each step's velocity errs by 4 · 3 roundings and by 2 for the constants; of three steps six
      // such errors come to the weight.
      #expect(abs(Double(result[i]) - weight) < (6 * 14 * 0.1 + 3 * 2) * halfUlp)
    }
  }

  /// Some whole blocks and a part of one. A block's lane is a chain of up to 256 terms, the tree adds
  /// four roundings; the terms are positive, so the error is relative.
  @Test(arguments: [0, 16, 4096, 4112, 12_000], paths.indices)
  func sumOfSquares(count: Int, path: Int) {
    var numbers = Numbers(20)
    let values = numbers.array(count)
    let exact = values.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(paths[path].sumOfSquares(values, count: count) - exact) <= 260 * halfUlp * exact)
  }

  /// A product of two floats, rounded once, and nothing beyond `count`.
  @Test(arguments: paths.indices)
  func scale(path: Int) {
    var numbers = Numbers(21)
    let values = numbers.array(48)
    var scaled = values
    paths[path].scale(&scaled, by: 0.3, count: 32)
    #expect(scaled == values.enumerated().map { $0 < 32 ? $1 * 0.3 : $1 })
  }
}
