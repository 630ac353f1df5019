import Kernels

/// The machine's peak in fused multiply-adds, measured on as many threads as the kernels use.
enum Peak {
  private static let rounds = 100_000

  /// Operations in a second, a multiply-add being two.
  static func rate(_ engine: Engine, seconds: Double) -> Double {
    let threads = engine.pool.threads
    let sums = Buffer(count: 16 * threads)
    let best = shortest(within: seconds) {
      engine.pool.run(threads) { thread in
        // The result is kept, or the work could be left out.
        sums.base[16 * thread] = engine.kernels.multiplyAddRounds(rounds, start: Float(thread))
      }
    }
    return Double(rounds * engine.kernels.operationsPerRound * threads) / best
  }
}
