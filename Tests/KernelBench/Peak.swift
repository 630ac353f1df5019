import Kernels

/// The machine's peak in fused multiply-adds, measured on as many threads as the kernels use.
enum Peak {
  private static let rounds = 100_000

  /// How many operations a run takes on every thread together, a multiply-add being two.
  static func operations(_ engine: Engine) -> Double {
    Double(rounds * engine.kernels.operationsPerRound * engine.pool.threads)
  }

  static func runs(_ engine: Engine, seconds: Double) -> IndirectionView {
    let threads = engine.pool.threads
    let sums = Buffer(count: 16 * threads)
    return IndirectionView(within: seconds) {
      engine.pool.run(threads) { thread in
        // The result is kept, or the work could be left out.
        sums.base[16 * thread] = engine.kernels.multiplyAddRounds(rounds, start: Float(thread))
      }
    }
  }
}
