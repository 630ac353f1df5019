import CPUFeatures
import Glibc
import Synchronization

/// Threads that share one loop at a time. The caller works too, and waits for the last worker.
///
/// A step of training has a handful of short loops, so a worker spins for a moment before it
/// sleeps: waking a sleeper costs more than such a loop. Which thread runs an iteration is left to
/// chance; kernels give the same bits whoever runs them.
package final class ThreadPool: @unchecked Sendable {
  /// How many threads work, the caller included.
  package let threads: Int

  private var workers: [pthread_t] = []
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Counts the loops; a worker that sees it change has work.
  private let generation = Atomic<Int>(0)
  private let next = Atomic<Int>(0)
  private let active = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  /// The loop, written by the caller before `generation` moves.
  private var body: ((Int) -> Void)?
  private var count = 0

  /// How often a worker looks before it sleeps; about 50 µs.
  private static let spins = 2_000

  package init(threads: Int) {
    self.threads = max(1, threads)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
    for _ in 1..<self.threads {
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
    announce()
    for worker in workers { pthread_join(worker, nil) }
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(lock)
    wake.deallocate()
    lock.deallocate()
  }

  /// Runs `body` for 0 up to `count`, each once, on all threads, and returns when all are done.
  package func run(_ count: Int, _ body: (Int) -> Void) {
    guard count > 1, !workers.isEmpty else {
      for index in 0..<count { body(index) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      self.count = count
      next.store(0, ordering: .relaxed)
      active.store(workers.count, ordering: .relaxed)
      announce()
      drain(body, count)
      waitForWorkers()
      self.body = nil
    }
  }

  private func drain(_ body: (Int) -> Void, _ count: Int) {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      body(index)
    }
  }

  /// A worker may have lost its core to another thread: after a while, offer it this one.
  private func waitForWorkers() {
    var looks = 0
    while active.load(ordering: .acquiring) > 0 {
      looks += 1
      if looks < ThreadPool.spins { spin_pause() } else { sched_yield() }
    }
  }

  private func announce() {
    generation.add(1, ordering: .sequentiallyConsistent)
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    pthread_mutex_lock(lock)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(lock)
  }

  private func work() {
    var seen = 0
    while true {
      seen = waitForChange(from: seen)
      if stopping.load(ordering: .acquiring) { return }
      if let body { drain(body, count) }
      active.subtract(1, ordering: .releasing)
    }
  }

  private func waitForChange(from seen: Int) -> Int {
    for _ in 0..<ThreadPool.spins {
      let now = generation.load(ordering: .acquiring)
      if now != seen { return now }
      spin_pause()
    }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    defer { sleepers.subtract(1, ordering: .sequentiallyConsistent) }
    while true {
      let now = generation.load(ordering: .sequentiallyConsistent)
      if now != seen { return now }
      pthread_cond_wait(wake, lock)
    }
  }
}
