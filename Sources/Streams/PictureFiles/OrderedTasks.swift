import Glibc

/// Results of numbered tasks, made by several threads and taken in order: what comes out is the same for any number of
/// threads. No more than twice as many results as threads wait to be taken.
package final class OrderedTasks<Result: Sendable>: @unchecked Sendable {
  private let count: Int
  private let work: @Sendable (Int) -> Result
  private let most: Int
  private var threads: [pthread_t] = []
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // What follows is read and written under the lock.
  private var begun = 0
  private var taken = 0
  private var isStopping = false
  private var results: [Int: Result] = [:]

  /// - Parameter threads: how many work; with one it is the caller's.
  package init(_ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Result) {
    self.count = count
    self.work = work
    most = 2 * threads
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
    guard threads > 1 else { return }
    for _ in 0..<min(threads, count) {
      // With fewer threads it takes longer.
      guard let thread = startThread({ [unowned(unsafe) self] in workOn() }) else { break }
      self.threads.append(thread)
    }
  }

  /// The result of the next task; nil after the last.
  package func next() -> Result? {
    guard taken < count else { return nil }
    if threads.isEmpty {
      taken += 1
      return work(taken - 1)
    }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if let result = results.removeValue(forKey: taken) {
        taken += 1
        pthread_cond_broadcast(changed)
        return result
      }
      pthread_cond_wait(changed, lock)
    }
  }

  private func workOn() {
    pthread_mutex_lock(lock)
    while begun < count, !isStopping {
      guard begun < taken + most else {
        pthread_cond_wait(changed, lock)
        continue
      }
      let task = begun
      begun += 1
      pthread_mutex_unlock(lock)
      let result = work(task)
      pthread_mutex_lock(lock)
      results[task] = result
      pthread_cond_broadcast(changed)
    }
    pthread_mutex_unlock(lock)
  }

  /// Lets the threads end their tasks and waits for them.
  package func stop() {
    pthread_mutex_lock(lock)
    isStopping = true
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(lock)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  /// - Precondition: `stop` was called, or no thread was begun: they hold the object without counting.
  deinit {
    precondition(threads.isEmpty)
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }
}

/// What a thread runs.
private final class ThreadBody {
  let run: () -> Void

  init(_ run: @escaping () -> Void) { self.run = run }
}

/// A new thread that runs `body`; nil where the system has none.
private func startThread(_ body: @escaping () -> Void) -> pthread_t? {
  var thread = pthread_t()
  let context = Unmanaged.passRetained(ThreadBody(body))
  let code = pthread_create(
    &thread, nil,
    { context in
      guard let context else { return nil }
      Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }, context.toOpaque())
  if code != 0 { context.release() }
  return code == 0 ? thread : nil
}
