import Glibc
import Synchronization

// A handler may touch nothing but lock-free atomics and async-signal-safe calls. What it needs to
// know is therefore here, in words that are set before the handler is installed.

/// The signal that asked the tool to end, or 0.
private let requestedEnd = Atomic<Int32>(0)
/// The address of the line that an end by SIGINT or SIGTERM leaves on standard error; or 0.
private let lastWords = Atomic<UInt>(0)
/// Whether a snapshot was asked for.
private let requestedSnapshot = Atomic<Bool>(false)
/// Whether the first SIGINT or SIGTERM only sets `requestedEnd`.
private let defersEnd = Atomic<Bool>(false)
/// The address of the names of all temporary files, each ended by a zero byte, an empty one at the
/// end; or 0.
private let temporaryNames = Atomic<UInt>(0)
private let temporaries = Mutex<[String]>([])

/// A tool's answer to a signal that it held back: thrown after the results are safe, it ends the
/// process by that same signal, so that the shell sees 130 for SIGINT and 143 for SIGTERM.
package struct Interruption: Error, Sendable {
  package let signal: Int32

  /// From now on SIGINT or SIGTERM ends the process with a line on standard error, until `deferSignals`.
  package static func announce(_ line: String) {
    let bytes = Array(line.utf8) + [0x0A, 0]
    let words = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = words.initialize(from: bytes)
    lastWords.store(UInt(bitPattern: words.baseAddress), ordering: .releasing)
    catchEndings()
  }

  /// From now on the first SIGINT or SIGTERM is kept for `pending`, and SIGUSR1 for
  /// `takeSnapshotRequest`. A second SIGINT or SIGTERM ends the process at once.
  ///
  /// Call it when the tool begins to poll, after its input is read.
  package static func deferSignals() {
    defersEnd.store(true, ordering: .relaxed)
    lastWords.store(0, ordering: .relaxed)
    catchEndings()
    deferSnapshots()
  }

  /// From now on SIGUSR1 is kept for `takeSnapshotRequest`; before, it ends the process.
  ///
  /// Call it first of all: whoever asks for a snapshot cannot know whether the input is read yet.
  package static func deferSnapshots() {
    handle(SIGUSR1) { _ in requestedSnapshot.store(true, ordering: .relaxed) }
  }

  /// The interruption that was asked for, if any.
  package static var pending: Interruption? {
    let signal = requestedEnd.load(ordering: .relaxed)
    return signal == 0 ? nil : Interruption(signal: signal)
  }

  /// Whether SIGUSR1 came since the last call.
  package static func takeSnapshotRequest() -> Bool {
    requestedSnapshot.exchange(false, ordering: .relaxed)
  }

  /// Ends the process by the signal.
  func die() -> Never {
    endProcess(by: signal)
    exit(128 + signal)
  }
}

/// A closed pipe ends the tool quietly, also where the parent ignored or blocked SIGPIPE.
func dieWhenReaderCloses() {
  signal(SIGPIPE, SIG_DFL)
  var set = sigset_t()
  sigemptyset(&set)
  sigaddset(&set, SIGPIPE)
  sigprocmask(SIG_UNBLOCK, &set, nil)
}

/// Removes the file when a signal ends the process before `keepOnSignal`.
func removeOnSignal(_ path: String) {
  temporaries.withLock { paths in
    paths.append(path)
    publish(paths)
  }
  catchEndings()
}

func keepOnSignal(_ path: String) {
  temporaries.withLock { paths in
    paths.removeAll { $0 == path }
    publish(paths)
  }
}

/// Gives the handler a new list. The old one stays where it is, because a handler may be reading it:
/// a few bytes for each output of a process.
private func publish(_ paths: [String]) {
  let bytes: [UInt8] = paths.flatMap { $0.utf8 + [0] } + [0]
  let list = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
  _ = list.initialize(from: bytes)
  temporaryNames.store(UInt(bitPattern: list.baseAddress), ordering: .releasing)
}

/// Signals from outside that end a process by default, but for SIGUSR1, which asks for a snapshot. Those that
/// the parent ignored, as `nohup` does, stay so.
private func catchEndings() {
  for signal in [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGUSR2, SIGXCPU] {
    var current = sigaction()
    sigaction(signal, nil, &current)
    let isIgnored =
      unsafeBitCast(current.__sigaction_handler.sa_handler, to: UInt.self)
      == unsafeBitCast(SIG_IGN, to: UInt.self)
    if !isIgnored { handle(signal, end) }
  }
}

private func end(_ signal: Int32) {
  // Whoever is interrupted between a call that failed and a look at its error finds that error.
  let error = errno
  defer { errno = error }
  let isAsked = signal == SIGINT || signal == SIGTERM
  let isDeferred = defersEnd.load(ordering: .relaxed) && isAsked
  if isDeferred, requestedEnd.exchange(signal, ordering: .relaxed) == 0 { return }
  if isAsked, let words = UnsafePointer<CChar>(bitPattern: lastWords.load(ordering: .acquiring)) {
    _ = write(STDERR_FILENO, words, strlen(words))
  }
  removeTemporaries()
  endProcess(by: signal)
}

/// Removes all files of `removeOnSignal`; a handler may call it.
func removeTemporaries() {
  var name = UnsafePointer<CChar>(bitPattern: temporaryNames.load(ordering: .acquiring))
  while let path = name, path.pointee != 0 {
    unlink(path)
    name = path + strlen(path) + 1
  }
}

private func endProcess(by signal: Int32) {
  Glibc.signal(signal, SIG_DFL)
  raise(signal)
}

/// Installs a handler; calls that it interrupts go on.
func handle(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
  var action = sigaction()
  action.__sigaction_handler.sa_handler = handler
  action.sa_flags = SA_RESTART
  sigaction(signal, &action, nil)
}

/// Makes a write beyond the limit of file sizes, `ulimit -f`, an error like that of a full disk. The signal
/// that comes with it would end the tool before it can say so.
func failAtFileSizeLimit() { signal(SIGXFSZ, SIG_IGN) }
