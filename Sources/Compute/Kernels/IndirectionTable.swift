/// The owner of lists of runs, one after the other.
final class IndirectionTable: @unchecked Sendable {
  private let starts: UnsafeMutablePointer<Int32>
  private let runs: UnsafeMutablePointer<Run>

  init(_ lists: [[Run]]) {
    starts = .allocate(capacity: lists.count + 1)
    let count = lists.reduce(0) { $0 + $1.count }
    // Kernels look two runs ahead.
    runs = .allocate(capacity: count + 2)
    (runs + count).initialize(repeating: Run(a: 0, b: 0), count: 2)
    var end = 0
    starts[0] = 0
    for (index, list) in lists.enumerated() {
      for run in list {
        (runs + end).initialize(to: run)
        end += 1
      }
      starts[index + 1] = Int32(end)
    }
  }

  deinit {
    starts.deallocate()
    runs.deallocate()
  }

  var view: IndirectionView { IndirectionView(starts: starts, runs: runs) }
}
