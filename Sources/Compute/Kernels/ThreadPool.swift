import CPUFeatures
import Glibc
import Synchronization

/// Threads that share one loop at a time. The caller works too.
///
/// A step of training has a handful of short loops, so a worker spins for a moment before it
/// sleeps: waking a sleeper costs more than such a loop. Each thread begins with a share of its own,
/// the same in every loop of that length, so that it finds in its core's cache what it left there; then
/// it takes from the others' shares. A loop is over when its iterations are done, whoever did them, so
/// a worker that has lost its core to another process holds nobody up. Kernels give the same bits
/// whoever runs them.
package final class ThreadPool: @unchecked Sendable {
  private var workers: [pthread_t] = []
  private let owner = pthread_self()
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// What is left of each thread's share.
  private let shares: UnsafeMutablePointer<Share>
  /// The number of the loop at hand.
  private let loop = Atomic<UInt32>(0)
  private let done = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  /// The loop at hand. Written before its shares appear, read by who has taken from one.
  private var body: UnsafePointer<(Int) -> Void>?

  /// How often a thread looks before it gives up its core; about 50 µs.
  private static let spins = 2_000

  /// - Parameter threads: how many work, the caller included.
  package init(threads: Int) {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
    shares = .allocate(capacity: max(1, threads))
    for index in 0..<max(1, threads) { (shares + index).initialize(to: Share()) }
    for _ in 1..<max(1, threads) {
      var worker = pthread_t()
      let seat = Unmanaged.passRetained(Seat(pool: self, index: workers.count + 1))
      let result = pthread_create(
        &worker, nil,
        { context in
          guard let context else { return nil }
          let seat = Unmanaged<Seat>.fromOpaque(context).takeRetainedValue()
          seat.pool.work(seat.index)
          return nil
        }, seat.toOpaque())
      // With fewer threads the loops are slower, and as right.
      guard result == 0 else {
        seat.release()
        break
      }
      workers.append(worker)
    }
  }

  /// A worker's place in a pool, which outlives its workers.
  private final class Seat {
    unowned(unsafe) let pool: ThreadPool
    let index: Int

    init(pool: ThreadPool, index: Int) { (self.pool, self.index) = (pool, index) }
  }

  deinit {
    stopping.store(true, ordering: .releasing)
    wakeSleepers()
    for worker in workers { pthread_join(worker, nil) }
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(lock)
    wake.deallocate()
    lock.deallocate()
    shares.deallocate()
  }

  /// Whether this is the thread that made the pool, which calls its loops.
  package var isOwner: Bool { pthread_equal(pthread_self(), owner) != 0 }

  /// How many threads work, the caller included.
  package var threads: Int { workers.count + 1 }

  /// Runs `body` for 0 up to `count`, each once, on all threads, and returns when all are done.
  ///
  /// In the loop subnormal numbers are zero: Adam's moments of a weight that no longer gets a
  /// gradient would become subnormal and stay so, and some processors take many times as long for
  /// each. It is the same on all threads, and the caller's own arithmetic keeps its mode.
  package func run(_ count: Int, _ body: (Int) -> Void) {
    let mode = float_mode()
    set_float_mode(flushing_subnormals(mode))
    defer { set_float_mode(mode) }
    guard count > 1, !workers.isEmpty else {
      for index in 0..<max(0, count) { body(index) }
      return
    }
    // Shares are counted in 16 bits; a longer loop is taken by several iterations at a time.
    let group = (count + Int(UInt16.max) - 1) / Int(UInt16.max)
    let groups = (count + group - 1) / group
    withoutActuallyEscaping(body) { body in
      let groupBody: (Int) -> Void = { index in
        for iteration in index * group..<min(count, (index + 1) * group) { body(iteration) }
      }
      withUnsafePointer(to: groupBody) {
        self.body = $0
        runShares(groups)
        self.body = nil
      }
    }
  }

  private func runShares(_ count: Int) {
    done.store(0, ordering: .relaxed)
    let loop = loop.load(ordering: .relaxed) &+ 1
    for thread in 0..<threads {
      shares[thread].begin(loop, count * thread / threads..<count * (thread + 1) / threads)
    }
    self.loop.store(loop, ordering: .sequentiallyConsistent)
    wakeSleepers()
    drain(0)
    waitForWorkers(count)
  }

  /// Takes iterations and runs them until none is left: first those of the thread's own share.
  private func drain(_ thread: Int) {
    for step in 0..<threads {
      let share = shares + (thread + step) % threads
      guard let first = share.pointee.take(), let body else { continue }
      // Reported together, and not before the closure is given back.
      done.add(runShare(share, first, body.pointee), ordering: .releasing)
    }
  }

  /// Runs iteration `first`, and those that are left in its share; returns how many.
  @inline(never)
  private func runShare(
    _ share: UnsafeMutablePointer<Share>, _ first: Int, _ body: (Int) -> Void
  ) -> Int {
    body(first)
    var count = 1
    while let index = share.pointee.take() {
      body(index)
      count += 1
    }
    return count
  }

  /// A worker may have lost its core in the middle of an iteration: after a while, offer it this one.
  private func waitForWorkers(_ count: Int) {
    var looks = 0
    while done.load(ordering: .acquiring) < count {
      looks += 1
      if looks < ThreadPool.spins { spin_pause() } else { sched_yield() }
    }
  }

  private func wakeSleepers() {
    guard
      sleepers.load(ordering: .sequentiallyConsistent) > 0
        || stopping.load(ordering: .relaxed)
    else { return }
    pthread_mutex_lock(lock)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(lock)
  }

  private func work(_ thread: Int) {
    set_float_mode(flushing_subnormals(float_mode()))
    var last: UInt32 = 0
    while !stopping.load(ordering: .acquiring) {
      let loop = waitForLoop(after: last)
      drain(thread)
      last = loop
    }
  }

  /// Waits until there is another loop than `last`, or nothing more to do, and returns its number.
  private func waitForLoop(after last: UInt32) -> UInt32 {
    for _ in 0..<ThreadPool.spins {
      let loop = loop.load(ordering: .acquiring)
      if loop != last || stopping.load(ordering: .relaxed) { return loop }
      spin_pause()
    }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    defer { sleepers.subtract(1, ordering: .sequentiallyConsistent) }
    while true {
      let loop = loop.load(ordering: .sequentiallyConsistent)
      if loop != last || stopping.load(ordering: .acquiring) { return loop }
      pthread_cond_wait(wake, lock)
    }
  }
}

/// A range of iterations of one loop that several threads take from, on a cache line of its own.
private struct Share: ~Copyable {
  /// The loop's number in the high half, then the next iteration and the end, 16 bits each. To take
  /// one is to count it up; a thread that comes late finds another loop's number and fails.
  private let state = Atomic<UInt64>(0)
  private let padding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0, 0, 0, 0, 0, 0, 0
  )
  private let morePadding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0, 0, 0, 0, 0, 0, 0, 0
  )

  func begin(_ loop: UInt32, _ range: Range<Int>) {
    state.store(
      UInt64(loop) << 32 | UInt64(range.lowerBound) << 16 | UInt64(range.upperBound),
      ordering: .releasing)
  }

  func take() -> Int? {
    var seen = state.load(ordering: .acquiring)
    while true {
      let next = seen >> 16 & 0xffff
      guard next < seen & 0xffff else { return nil }
      let (exchanged, original) = state.weakCompareExchange(
        expected: seen, desired: seen + 0x1_0000, successOrdering: .acquiring,
        failureOrdering: .acquiring)
      if exchanged { return Int(next) }
      seen = original
    }
  }
}
