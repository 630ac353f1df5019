import Kernels

/// A kernel on numbers made for it, to be checked and timed.
protocol Benchmark {
  /// As in the table.
  var name: String { get }
  /// The size of the result, and how many products an element of it sums up at most.
  var rows: Int { get }
  var columns: Int { get }
  var terms: Int { get }
  /// In a run, a multiply-add being two.
  var operations: Double { get }

  /// Runs the kernel as training does.
  func run(_ engine: Engine)

  /// The largest error, as a share of its bound.
  func worstError(_ engine: Engine) -> Double
}
