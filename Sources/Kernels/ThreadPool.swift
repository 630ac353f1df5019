import CPUFeatures
import Glibc
import Synchronization

/// Threads that share one loop at a time. The caller works too.
///
/// A step of training has a handful of short loops, so a worker spins for a moment before it
/// sleeps: waking a sleeper costs more than such a loop. A loop is over when its iterations are
/// done, whoever did them, so a worker that has lost its core to another process holds nobody up.
/// Which thread runs an iteration is left to chance; kernels give the same bits whoever runs them.
package final class ThreadPool: @unchecked Sendable {
  private var workers: [pthread_t] = []
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// The number of the loop in the high half, the iterations that nobody has taken in the low. To
  /// take one is to count it down; a thread that comes late finds another number and fails.
  private let tickets = Atomic<UInt64>(0)
  private let done = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  /// The loop at hand. Written before its tickets appear, read by who holds one.
  private var body: ((Int) -> Void)?

  /// How often a thread looks before it gives up its core; about 50 µs.
  private static let spins = 2_000

  /// - Parameter threads: how many work, the caller included.
  package init(threads: Int) {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
    for _ in 1..<max(1, threads) {
      var worker = pthread_t()
      let result = pthread_create(
        &worker, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<ThreadPool>.fromOpaque(context).takeUnretainedValue().work()
          return nil
        }, Unmanaged.passUnretained(self).toOpaque())
      // With fewer threads the loops are slower, and as right.
      guard result == 0 else { break }
      workers.append(worker)
    }
  }

  deinit {
    stopping.store(true, ordering: .releasing)
    wakeSleepers()
    for worker in workers { pthread_join(worker, nil) }
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(lock)
    wake.deallocate()
    lock.deallocate()
  }

  /// How many threads work, the caller included.
  package var threads: Int { workers.count + 1 }

  /// Runs `body` for 0 up to `count`, each once, on all threads, and returns when all are done.
  ///
  /// In the loop subnormal numbers are zero: Adam's moments of a weight that no longer gets a
  /// gradient would become subnormal and stay so, and many processors take a hundred times as long
  /// for each. It is the same on all threads, and the caller's own arithmetic keeps its mode.
  package func run(_ count: Int, _ body: (Int) -> Void) {
    precondition(count <= UInt32.max)
    let mode = float_mode()
    set_float_mode(flushing_subnormals(mode))
    defer { set_float_mode(mode) }
    guard count > 1, !workers.isEmpty else {
      for index in 0..<max(0, count) { body(index) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      done.store(0, ordering: .relaxed)
      let loop = tickets.load(ordering: .relaxed) >> 32 &+ 1
      tickets.store(loop << 32 | UInt64(count), ordering: .sequentiallyConsistent)
      wakeSleepers()
      drain()
      waitForWorkers(count)
      self.body = nil
    }
  }

  /// Takes iterations and runs them until none is left.
  private func drain() {
    while let index = take() {
      body?(index)
      done.add(1, ordering: .releasing)
    }
  }

  private func take() -> Int? {
    var seen = tickets.load(ordering: .acquiring)
    while true {
      let left = seen & 0xffff_ffff
      guard left > 0 else { return nil }
      let (exchanged, original) = tickets.weakCompareExchange(
        expected: seen, desired: seen - 1, successOrdering: .acquiring,
        failureOrdering: .acquiring)
      if exchanged { return Int(left) - 1 }
      seen = original
    }
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

  private func work() {
    set_float_mode(flushing_subnormals(float_mode()))
    while !stopping.load(ordering: .acquiring) {
      drain()
      waitForTickets()
    }
  }

  private var hasNews: Bool {
    tickets.load(ordering: .sequentiallyConsistent) & 0xffff_ffff > 0
      || stopping.load(ordering: .acquiring)
  }

  private func waitForTickets() {
    for _ in 0..<ThreadPool.spins {
      if hasNews { return }
      spin_pause()
    }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    defer { sleepers.subtract(1, ordering: .sequentiallyConsistent) }
    while !hasNews { pthread_cond_wait(wake, lock) }
  }
}
