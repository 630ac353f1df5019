import Kernels
import LaneTypes

/// One of the three products of a dense layer, on numbers made for the purpose.
final class Product {
  enum Kernel: String, CaseIterable {
    case forward, backward, weights

    /// Rows, columns and terms as they occur in 784–400–20 with batches of 128.
    var trainingSizes: [(Int, Int, Int)] {
      switch self {
      case .forward: [(400, 128, 784), (40, 128, 400), (400, 128, 20), (784, 128, 400)]
      case .backward: [(400, 128, 784), (20, 128, 400), (400, 128, 40)]
      case .weights: [(400, 784, 128), (40, 400, 128), (400, 20, 128), (784, 400, 128)]
      }
    }
  }

  private let kernel: Kernel
  private let rows: Int
  private let columns: Int
  private let terms: Int
  /// `[rows, terms]`, or its transpose for `backward`.
  private let a: Matrix
  /// `[terms, columns]`.
  private let b: Matrix
  private let result: Matrix
  private let bias: Buffer
  /// The rectifier while it is timed, as in training; none while the sums are checked.
  private var activation = Activation.relu
  private let first: Matrix
  private let second: Matrix

  init(_ kernel: Kernel, rows: Int, columns: Int, terms: Int) {
    (self.kernel, self.rows, self.columns, self.terms) = (kernel, rows, columns, terms)
    // As in training: weights by tile rows, activations and gradients by panels.
    switch kernel {
    case .forward: a = Matrix(rows: rows, columns: terms, order: .byTileRow)
    case .backward: a = Matrix(rows: terms, columns: rows, order: .byTileRow)
    case .weights: a = Matrix(rows: rows, columns: terms)
    }
    b = Matrix(rows: terms, columns: columns)
    let order: Panels.Order = kernel == .weights ? .byTileRow : .byPanel
    result = Matrix(rows: rows, columns: columns, order: order)
    first = Matrix(rows: rows, columns: columns, order: order)
    second = Matrix(rows: rows, columns: columns, order: order)
    bias = Buffer(count: rows)
    for (matrix, seed) in [(a, 3), (b, 5)] {
      matrix.rowMajor = (0..<matrix.rows * matrix.columns).map {
        Float(($0 &* 7919 &+ seed) % 2003) / 1001 - 1
      }
    }
  }

  /// The product as training runs it: `weights` with its step of Adam.
  func run(_ engine: Engine) {
    engine.forTiles(rows: rows, columns: columns, terms: terms) { tileRows, panels in
      switch kernel {
      case .forward: forward(engine, tileRows, panels)
      case .backward: backward(engine, tileRows, panels)
      case .weights:
        engine.kernels.weightStep(
          gradient: a.panels, input: b.panels, weights: result.panels, firstMoment: first.base,
          secondMoment: second.base, step: AdamStep(learningRate: 1e-3, step: 1),
          tileRows: tileRows, panels: panels)
      }
    }
  }

  private func forward(_ engine: Engine, _ tileRows: Range<Int>, _ panels: Range<Int>) {
    engine.kernels.denseForward(
      weights: a.panels, bias: bias.base, input: b.panels, output: result.panels,
      activation: activation, tileRows: tileRows, panels: panels)
  }

  private func backward(_ engine: Engine, _ tileRows: Range<Int>, _ panels: Range<Int>) {
    engine.kernels.denseBackward(
      weights: a.panels, gradient: b.panels, input: result.panels, inputGradient: result.panels,
      activation: activation, tileRows: tileRows, panels: panels)
  }

  /// The largest error, as a share of its bound: a chain of n fused multiply-adds errs by at most
  /// n · 2⁻²⁴ · Σ|a·b|, and the bias adds one rounding.
  func worstError(_ engine: Engine) -> Double {
    activation = .identity
    defer { activation = .relu }
    engine.forTiles(rows: rows, columns: columns, terms: terms) { tileRows, panels in
      switch kernel {
      case .forward: forward(engine, tileRows, panels)
      case .backward: backward(engine, tileRows, panels)
      case .weights:
        engine.kernels.weightGradient(
          gradient: a.panels, input: b.panels, result: result.panels, tileRows: tileRows,
          panels: panels)
      }
    }
    let (left, right, found) = (a.rowMajor, b.rowMajor, result.rowMajor)
    var worst = 0.0
    for row in 0..<rows {
      for column in 0..<columns {
        var (sum, magnitude) = (0.0, 0.0)
        for term in 0..<terms {
          let x = kernel == .backward ? left[term * rows + row] : left[row * terms + term]
          let product = Double(x) * Double(right[term * columns + column])
          sum += product
          magnitude += product.magnitude
        }
        let bound = Double(terms + 1) * 0x1p-24 * magnitude
        let error = (Double(found[row * columns + column]) - sum).magnitude
        worst = max(worst, error == 0 ? 0 : error / bound)
      }
    }
    return worst
  }
}
