/// What the processor can do at most, for `kernel-bench`.
package protocol PeakKernels {
  /// Operations in a round of `multiplyAddRounds`.
  static var operationsPerRound: Int { get }

  /// Independent fused multiply-adds and nothing else: what the processor can do at most.
  ///
  /// Ten chains in flight hide the latency where a vector is one register; where it is two, five chains
  /// of two registers do, and more would not fit.
  static func multiplyAddRounds(_ rounds: Int, start: Float) -> Float
}
