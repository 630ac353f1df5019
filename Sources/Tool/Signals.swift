import Glibc
import Synchronization

// A handler may touch nothing but lock-free atomics and async-signal-safe calls. What it needs to
// know is therefore here, in words that are set before the handler is installed.

/// The signal that asked the tool to end, or 0.
private let requestedEnd = Atomic<Int32>(0)
/// Whether a snapshot was asked for.
private let requestedSnapshot = Atomic<Bool>(false)
/// Whether the first SIGINT or SIGTERM only sets `requestedEnd`.
private let defersEnd = Atomic<Bool>(false)
/// The address of the C string that names the temporary file, or 0.
private let temporaryName = Atomic<UInt>(0)

/// A tool's answer to a signal that it held back: thrown after the results are safe, it ends the
/// process by that same signal, so that the shell sees 130 for SIGINT and 143 for SIGTERM.
package struct Interruption: Error, Sendable {
  package let signal: Int32

  /// From now on the first SIGINT or SIGTERM is kept for `pending`, and SIGUSR1 for
  /// `takeSnapshotRequest`. A second SIGINT or SIGTERM ends the process at once.
  ///
  /// Call it when the tool begins to poll, after its input is read.
  package static func deferSignals() {
    defersEnd.store(true, ordering: .relaxed)
    catchEndings()
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

/// Removes the file when a signal ends the process before `forgetTemporary`.
///
/// - Parameter name: A C string that lives until then.
func removeOnSignal(_ name: UnsafePointer<CChar>) {
  temporaryName.store(UInt(bitPattern: name), ordering: .relaxed)
  catchEndings()
}

func forgetTemporary() {
  temporaryName.store(0, ordering: .relaxed)
}

/// Signals that end a process by default. Those that the parent ignored, as `nohup` does, stay so.
private func catchEndings() {
  for signal in [SIGHUP, SIGINT, SIGPIPE, SIGTERM] {
    var current = sigaction()
    sigaction(signal, nil, &current)
    let isIgnored =
      unsafeBitCast(current.__sigaction_handler.sa_handler, to: UInt.self)
      == unsafeBitCast(SIG_IGN, to: UInt.self)
    if !isIgnored { handle(signal, end) }
  }
}

private func end(_ signal: Int32) {
  let isDeferred = defersEnd.load(ordering: .relaxed) && (signal == SIGINT || signal == SIGTERM)
  if isDeferred, requestedEnd.exchange(signal, ordering: .relaxed) == 0 { return }
  if let name = UnsafePointer<CChar>(bitPattern: temporaryName.load(ordering: .relaxed)) {
    unlink(name)
  }
  endProcess(by: signal)
}

private func endProcess(by signal: Int32) {
  Glibc.signal(signal, SIG_DFL)
  raise(signal)
}

/// Installs a handler; calls that it interrupts go on.
private func handle(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
  var action = sigaction()
  action.__sigaction_handler.sa_handler = handler
  action.sa_flags = SA_RESTART
  sigaction(signal, &action, nil)
}
