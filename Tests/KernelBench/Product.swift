import Glibc
import Kernels

/// One of the products of training, with what is done to it in the same pass, on numbers made for the
/// purpose.
final class Product: Benchmark {
  enum Kernel: String, CaseIterable {
    case forward, likelihood, backward, weights
    /// On inputs of which half are zero, in blocks of 8 inputs × 32 examples; only the others count.
    case sparseForward = "sparse-forward"
    case sparseWeights = "sparse-weights"

    /// Rows, columns and terms as they occur in 784–400–20 with batches of 128. The first of `forward` and
    /// of `weights` would occur behind another layer.
    var trainingSizes: [(Int, Int, Int)] {
      switch self {
      case .forward: [(400, 128, 784), (40, 128, 400), (400, 128, 20)]
      case .likelihood: [(784, 128, 400)]
      case .backward: [(400, 128, 784), (20, 128, 400), (400, 128, 40)]
      case .weights: [(400, 784, 128), (40, 400, 128), (400, 20, 128), (784, 400, 128)]
      case .sparseForward: [(400, 128, 784)]
      case .sparseWeights: [(784, 400, 128)]
      }
    }
  }

  let rows: Int
  let columns: Int
  let terms: Int
  private let kernel: Kernel
  /// `[rows, terms]`, or its transpose for `backward` and `sparseForward`.
  private let a: Matrix
  /// `[terms, columns]`.
  private let b: Matrix
  private let result: Matrix
  private let bias: Buffer
  private let first: Matrix
  private let second: Matrix
  private let losses: Buffer
  private let nonzero: NonzeroIndex?
  let operations: Double

  init(_ kernel: Kernel, rows: Int, columns: Int, terms: Int) {
    (self.kernel, self.rows, self.columns, self.terms) = (kernel, rows, columns, terms)
    // As in training: weights by tile rows, activations and gradients by panels.
    switch kernel {
    case .forward, .likelihood: a = Matrix(rows: rows, columns: terms, order: .byTileRow)
    case .backward, .sparseForward: a = Matrix(rows: terms, columns: rows, order: .byTileRow)
    case .weights, .sparseWeights: a = Matrix(rows: rows, columns: terms)
    }
    b = Matrix(rows: terms, columns: columns)
    let order: Panels.Order =
      kernel == .weights || kernel == .sparseWeights ? .byTileRow : .byPanel
    result = Matrix(rows: rows, columns: columns, order: order)
    first = Matrix(rows: rows, columns: columns, order: order)
    second = Matrix(rows: rows, columns: columns, order: order)
    bias = Buffer(count: rows)
    losses = Buffer(count: Panels.tiles(rows) * Panels.panels(columns) * Panels.width)
    for (matrix, seed) in [(a, 3), (b, 5)] {
      matrix.rowMajor = (0..<matrix.rows * matrix.columns).map {
        Float(($0 &* 7919 &+ seed) % 2003) / 1001 - 1
      }
    }
    if kernel == .likelihood {
      first.rowMajor = (0..<rows * columns).map { Float(($0 &* 7919) % 256) / 255 }
    }
    let input = kernel == .sparseForward ? b : kernel == .sparseWeights ? a : nil
    guard let input else {
      nonzero = nil
      operations = Double(2 * rows * columns * terms)
      return
    }
    let blocks = (0..<input.rows * input.columns).map { place in
      (place / input.columns / 8 + place % input.columns / 32) % 2
    }
    input.rowMajor = zip(input.rowMajor, blocks).map { $1 == 0 ? $0 : 0 }
    let nonzero = NonzeroIndex(inputs: input.rows, batch: input.columns, training: true)
    self.nonzero = nonzero
    let kept = blocks.count { $0 == 0 }
    operations = Double(2 * kept) * Double(kernel == .sparseForward ? rows : columns)
  }

  /// Lists what is not zero, which is not a part of the products.
  private func list(_ engine: Engine) {
    guard let nonzero else { return }
    let (input, weights) = kernel == .sparseForward ? (b, a) : (a, result)
    engine.list(input.panels, weights: weights.panels, in: nonzero)
  }

  var name: String { kernel.rawValue }

  /// The product as training runs it: rectified, or with its step of Adam.
  func run(_ engine: Engine) { run(engine, bare: false) }

  /// - Parameter bare: leaves out what hides the sums.
  private func run(_ engine: Engine, bare: Bool) {
    engine.forTiles(rows: rows, columns: columns, terms: terms) { tileRows, panels in
      switch kernel {
      case .forward:
        engine.kernels.denseForward(
          weights: a.panels, bias: bias.base, input: b.panels, output: result.panels,
          slopes: nil, activation: bare ? .identity : .relu, tileRows: tileRows, panels: panels)
      case .likelihood:
        engine.kernels.likelihoodForward(
          weights: a.panels, bias: bias.base, input: b.panels, target: first.panels,
          gradient: result.panels, losses: losses.base, scaleSlopes: nil, likelihood: .bernoulli,
          logScale: 0, scale: 1,
          tileRows: tileRows, panels: panels)
      case .backward:
        engine.kernels.denseBackward(
          weights: a.panels, gradient: b.panels, input: first.panels, inputGradient: result.panels,
          activation: bare ? .identity : .relu, tileRows: tileRows, panels: panels)
      case .weights where bare:
        engine.kernels.weightGradient(
          gradient: a.panels, input: b.panels, result: result.panels, tileRows: tileRows,
          panels: panels)
      case .weights:
        engine.kernels.weightStep(
          gradient: a.panels, input: b.panels, weights: result.panels, firstMoment: first.base,
          secondMoment: second.base, step: AdamStep(learningRate: 1e-3, step: 1),
          tileRows: tileRows, panels: panels)
      case .sparseForward:
        guard let nonzero else { return }
        engine.kernels.sparseForward(
          weights: a.panels, bias: bias.base, input: b.panels, nonzero: nonzero.inputs,
          output: result.panels, slopes: nil, activation: bare ? .identity : .relu,
          tileRows: tileRows,
          panels: panels)
      case .sparseWeights:
        guard let nonzero = nonzero?.examples else { return }
        // With β₁ = 0 the first moment is the gradient.
        let step = AdamStep(learningRate: 1e-3, beta1: bare ? 0 : 0.9, step: 1)
        engine.kernels.sparseWeightStep(
          input: a.panels, nonzero: nonzero, gradient: b.panels, weights: result.panels,
          firstMoment: first.base, secondMoment: second.base, step: step, tileRows: tileRows,
          panels: panels)
      }
    }
  }

  /// The largest error, as a share of its bound: a chain of n fused multiply-adds errs by at most
  /// n · 2⁻²⁴ · Σ|a·b|, and the bias adds one rounding. The gradient of the likelihood, σ(l) − x, has
  /// a quarter of the error of the logit l, and a relative one of its own: of 8 · 2⁻²⁴ at
  /// most in σ(l) ≤ 1 (four in the exponential, one each in the sum, the quotient, the difference and the
  /// scale).
  func worstError(_ engine: Engine) -> Double {
    list(engine)
    run(engine, bare: true)
    let (left, right) = (a.rowMajor, b.rowMajor)
    let found = kernel == .sparseWeights ? first.rowMajor : result.rowMajor
    let isTransposed = kernel == .backward || kernel == .sparseForward
    let target = first.rowMajor
    var worst = 0.0
    for row in 0..<rows {
      for column in 0..<columns {
        var (sum, magnitude) = (0.0, 0.0)
        for term in 0..<terms {
          let x = isTransposed ? left[term * rows + row] : left[row * terms + term]
          let product = Double(x) * Double(right[term * columns + column])
          sum += product
          magnitude += product.magnitude
        }
        var bound = Double(terms + 1) * 0x1p-24 * magnitude
        let place = row * columns + column
        if kernel == .likelihood {
          sum = 1 / (1 + exp(-sum)) - Double(target[place])
          bound = bound / 4 + 8 * 0x1p-24
        }
        let error = (Double(found[place]) - sum).magnitude
        worst = max(worst, error == 0 ? 0 : error / bound)
      }
    }
    return worst
  }
}
