import Kernels

/// One of the products of a convolution in training, on numbers made for the purpose.
final class ConvolutionProduct: Benchmark {
  enum Kernel: String, CaseIterable {
    case forward, backward, weights
  }

  let name: String
  let rows, columns, terms: Int
  let operations: Double
  private let kernel: Kernel
  private let layer: ConvolutionLayer
  private let pairs: [ConvolutionLayer.Pair]
  private let numbers: [Float]
  private let weights, weightResult, input, output, gradient, inputGradient: Matrix
  private let bias, biasResult, scratch: Buffer

  init(_ kernel: Kernel, _ layer: ConvolutionLayer) {
    (self.kernel, self.layer, pairs) = (kernel, layer, layer.pairs)
    let (plan, batch) = (layer.plan, layer.batch)
    let (channels, filters) = (plan.input.channels, plan.output.channels)
    name = "convolution-\(kernel.rawValue)"
    switch kernel {
    case .forward: (rows, columns, terms) = (plan.output.features, batch, plan.taps * channels)
    case .backward: (rows, columns, terms) = (plan.input.features, batch, plan.taps * filters)
    case .weights:
      (rows, columns) = (filters, plan.taps * channels)
      terms = min(plan.input.positions, plan.output.positions) * batch
    }
    operations = Double(2 * pairs.count * channels * filters * batch)
    input = Matrix(rows: plan.input.features, columns: batch)
    inputGradient = Matrix(rows: plan.input.features, columns: batch)
    output = Matrix(rows: plan.output.features, columns: batch)
    gradient = Matrix(rows: plan.output.features, columns: batch)
    (weights, weightResult) = (plan.makeWeights(), plan.makeWeights())
    (bias, biasResult) = (Buffer(count: filters), Buffer(count: filters))
    scratch = Buffer(count: plan.scratchSize)
    func made(_ count: Int, seed: Int) -> [Float] {
      (0..<count).map { Float(($0 &* 7919 &+ seed) % 2003) / 1001 - 1 }
    }
    numbers = made(plan.weightCount, seed: 3)
    plan.set(weights, rowMajor: numbers)
    input.rowMajor = made(input.rows * batch, seed: 5)
    gradient.rowMajor = made(gradient.rows * batch, seed: 7)
  }

  func run(_ engine: Engine) { run(engine, activation: .relu) }

  private func run(_ engine: Engine, activation: Activation) {
    switch kernel {
    case .forward:
      engine.convolutionForward(
        layer.plan, weights: weights.panels, bias: bias.base, input: input.panels,
        output: output.panels, activation: activation)
    case .backward:
      engine.convolutionBackward(
        layer.plan, weights: weights.panels, gradient: gradient.panels, input: input.panels,
        inputGradient: inputGradient.panels, activation: activation)
    case .weights:
      engine.convolutionWeightGradient(
        layer.plan, gradient: gradient.panels, input: input.panels, result: weightResult.panels,
        biasResult: biasResult.base, scratch: scratch)
    }
  }

  /// As in `Product`, but of a few thousand of the elements.
  func worstError(_ engine: Engine) -> Double {
    run(engine, activation: .identity)
    switch kernel {
    case .forward: return worstForward()
    case .backward: return worstBackward()
    case .weights: return worstWeights()
    }
  }

  private func worstForward() -> Double {
    let (channels, filters) = (layer.plan.input.channels, layer.plan.output.channels)
    return worst(of: rows * columns) { index in
      let (row, n) = index.quotientAndRemainder(dividingBy: columns)
      let (p, o) = row.quotientAndRemainder(dividingBy: filters)
      var sum = Sum()
      for pair in pairs where pair.output == p {
        for i in 0..<channels {
          sum.add(weight(o, pair.tap, i), input[pair.input * channels + i, n])
        }
      }
      return sum.error(of: output[row, n])
    }
  }

  private func worstBackward() -> Double {
    let (channels, filters) = (layer.plan.input.channels, layer.plan.output.channels)
    return worst(of: rows * columns) { index in
      let (row, n) = index.quotientAndRemainder(dividingBy: columns)
      let (q, i) = row.quotientAndRemainder(dividingBy: channels)
      var sum = Sum()
      for pair in pairs where pair.input == q {
        for o in 0..<filters {
          sum.add(weight(o, pair.tap, i), gradient[pair.output * filters + o, n])
        }
      }
      return sum.error(of: inputGradient[row, n])
    }
  }

  private func worstWeights() -> Double {
    let (channels, filters) = (layer.plan.input.channels, layer.plan.output.channels)
    let found = layer.plan.rowMajor(weightResult)
    return worst(of: rows * columns) { index in
      let (rest, i) = index.quotientAndRemainder(dividingBy: channels)
      let (o, tap) = rest.quotientAndRemainder(dividingBy: layer.plan.taps)
      var sum = Sum()
      for pair in pairs where pair.tap == tap {
        for n in 0..<layer.batch {
          sum.add(gradient[pair.output * filters + o, n], input[pair.input * channels + i, n])
        }
      }
      return sum.error(
        of: found[index], roundings: layer.plan.gradientRoundings(batch: layer.batch))
    }
  }

  private func weight(_ filter: Int, _ tap: Int, _ channel: Int) -> Float {
    numbers[(filter * layer.plan.taps + tap) * layer.plan.input.channels + channel]
  }

  private func worst(of count: Int, _ error: (Int) -> Double) -> Double {
    var worst = 0.0
    // A prime step meets every channel, tap and example.
    let step = count > 2_000 ? 1_009 : 1
    for index in stride(from: 0, to: count, by: step) { worst = max(worst, error(index)) }
    return worst
  }
}

/// A sum in Double, and how far one in single precision may be off: n · 2⁻²⁴ · Σ|a·b| for n roundings,
/// which are as many as there are terms and one more for the bias, or fewer.
private struct Sum {
  private var value = 0.0
  private var magnitude = 0.0
  private var terms = 1

  mutating func add(_ a: Float, _ b: Float) {
    let product = Double(a) * Double(b)
    value += product
    magnitude += product.magnitude
    terms += 1
  }

  /// The error of `found` as a share of the bound.
  func error(of found: Float, roundings: Int = .max) -> Double {
    let error = (Double(found) - value).magnitude
    return error == 0 ? 0 : error / (Double(min(terms, roundings)) * 0x1p-24 * magnitude)
  }
}
