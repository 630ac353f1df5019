import Glibc
import Kernels

/// The importance weights w = p(x|z)·p(z)/q(z|x) of some draws for each example of a batch.
final class ImportanceWeights {
  /// Draws whose weights are added at a time. The error of such a sum is at most 64·2⁻²⁴ = 4e-6.
  private static let block = 64

  private let engine: Engine
  private let width: Int
  /// log w, `[block, width]`.
  private let logWeights: Buffer
  /// The largest log w, Σ w and Σ w² relative to it, `[3, width]`.
  private let state: Buffer
  private var draws = 0
  private var waiting = 0

  /// - Parameter columns: of a batch, at the most.
  init(columns: Int, engine: Engine) {
    self.engine = engine
    width = Panels.panels(columns) * Panels.width
    logWeights = Buffer(count: ImportanceWeights.block * width)
    state = Buffer(count: 3 * width)
    reset()
  }

  /// Forgets all draws.
  func reset() {
    (draws, waiting) = (0, 0)
    state.base.update(repeating: -.infinity, count: width)
    (state.base + width).update(repeating: 0, count: 2 * width)
  }

  /// Adds a draw for each of `count` examples.
  ///
  /// - Parameters:
  ///   - logRatio: log p(z) − log q(z|x).
  ///   - losses: −log p(x|z).
  func add(logRatio: UnsafePointer<Float>, losses: UnsafePointer<Float>, count: Int) {
    let line = logWeights.base + waiting * width
    for column in 0..<count { line[column] = logRatio[column] - losses[column] }
    draws += 1
    waiting += 1
    if waiting == ImportanceWeights.block { flush() }
  }

  private func flush() {
    guard waiting > 0 else { return }
    let (kernels, samples, width) = (engine.kernels, waiting, width)
    let (source, target) = (logWeights.base, state.base)
    engine.alone {
      kernels.addImportanceWeights(
        source, samples: samples, stride: width, state: target, panels: 0..<width / Panels.width)
    }
    waiting = 0
  }

  /// log (1/K) Σ w, and (Σ w)² / Σ w², of the first `count` examples.
  func results(_ count: Int) -> (logMean: [Double], effectiveSamples: [Double]) {
    flush()
    let sums = state.base
    let logMean = (0..<count).map {
      Double(sums[$0]) + log(Double(sums[width + $0]) / Double(draws))
    }
    let effective = (0..<count).map {
      Double(sums[width + $0]) * Double(sums[width + $0]) / Double(sums[2 * width + $0])
    }
    return (logMean, effective)
  }
}
