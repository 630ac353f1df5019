import Foundation
import TensorIO
import Testing
import Tool
import ToolSandbox

/// What signals do, shown with `vae-fit` on a run that would take hours.
@Suite struct SignalTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let pixels = (0..<64 * 9).map { UInt8(truncatingIfNeeded: $0 * 37) }
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [64, 3, 3], pixels)])])
  }

  /// Starts a long run in the background, waits until it has begun to train, and runs `line`; `$!` is
  /// the run.
  func duringTraining(_ options: String, _ line: String) throws -> Outcome {
    try box.run(
      """
      vae-fit -q -z 2 --hidden 4 -e 1000000 --log log.tsv \(options) in.t &
      until [[ -s log.tsv && $(wc -l < log.tsv) -gt 2 ]]; do sleep 0.01; done
      \(line)
      """)
  }

  @Test(arguments: [("INT", 130), ("TERM", 143)])
  func theFirstSignalEndsTheRunWithAModel(_ signal: String, _ status: Int) throws {
    // A background job of a script ignores SIGINT; env gives it back its default.
    let outcome = try box.run(
      """
      env --default-signal=INT vae-fit -q -z 2 --hidden 4 -e 1000000 --log log.tsv -o model.t in.t &
      until [[ -s log.tsv && $(wc -l < log.tsv) -gt 2 ]]; do sleep 0.01; done
      kill -\(signal) $!; wait $!; echo $?
      """)
    #expect(outcome == .success(Array("\(status)\n".utf8)))
    #expect(try box.frames("model.t").count == 1)
    #expect(try box.files() == ["in.t", "log.tsv", "model.t"])
  }

  @Test func withNohupTheRunGoesOn() throws {
    let outcome = try box.run(
      """
      nohup vae-fit -q -z 2 --hidden 4 -e 1000000 --log log.tsv -o model.t in.t 2> /dev/null &
      until [[ -s log.tsv && $(wc -l < log.tsv) -gt 2 ]]; do sleep 0.01; done
      kill -HUP $!; sleep 0.2; kill -0 $! && echo alive; kill -TERM $!; wait $!; echo $?
      """)
    #expect(outcome == .success(Array("alive\n143\n".utf8)))
  }

  /// The output has no name before it is complete.
  @Test(arguments: [("HUP", 129), ("KILL", 137)])
  func nothingIsLeftBehind(_ signal: String, _ status: Int) throws {
    let outcome = try duringTraining(
      "-o model.t", "ls -A; kill -\(signal) $!; wait $!; echo $?")
    #expect(
      !outcome.text.contains("model.t") && outcome.text.hasSuffix("\(status)\n"), "\(outcome.text)")
    #expect(try box.files() == ["in.t", "log.tsv"])
  }

  /// Where the file system knows no file without a name, the temporary has one: a signal removes it.
  @Test func aTemporaryWithAName() throws {
    let path = box.folder.appending(path: "out.t").path
    func temporaries() throws -> [String] { try box.files().filter { $0.hasPrefix(".out.t.") } }
    for isNamed in [true, false] {
      let replacement = try Replacement(of: path, mode: nil, named: isNamed)
      #expect(try temporaries().count == (isNamed ? 1 : 0))
      #expect(write(replacement.descriptor, "ab", 2) == 2)
      try replacement.name()
      #expect(try temporaries().count == 1)
      close(replacement.descriptor)
      try replacement.commit()
      #expect(try temporaries() == [])
      #expect(try box.read("out.t") == Array("ab".utf8))
      let other = try Replacement(of: path, mode: 0o600, named: isNamed)
      other.remove()
      close(other.descriptor)
      #expect(try box.files() == ["in.t", "out.t"])
    }
  }

  /// Those that end a process by default, but for crashes; `ulimit -t` sends SIGXCPU.
  @Test(arguments: [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGUSR2, SIGXCPU])
  func aTemporaryWithANameGoesWithTheProcess(_ signal: Int32) async throws {
    let path = box.folder.appending(path: "out.t").path
    await #expect(processExitsWith: .signal(signal)) {
      [path = path as String, signal = signal as Int32] in
      var noCore = rlimit()
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
      // Whoever starts the tests may ignore it, and the threads of a pool block it.
      Glibc.signal(signal, SIG_DFL)
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_UNBLOCK, &all, nil)
      _ = try Replacement(of: path, mode: nil, named: true)
      raise(signal)
    }
    #expect(try box.files() == ["in.t"])
  }

  @Test func aSnapshotDoesNotDisturbTheOutput() throws {
    let outcome = try duringTraining(
      "-o model.t --snapshot snap.t",
      """
      kill -USR1 $!; until [[ -s snap.t ]]; do sleep 0.01; done
      kill -HUP $!; wait $!; echo $?
      """)
    #expect(outcome.text == "129\n")
    #expect(try box.frames("snap.t").count == 1)
    #expect(try box.files() == ["in.t", "log.tsv", "snap.t"])
  }

  @Test func theModelMayBeItsOwnSnapshot() throws {
    let outcome = try duringTraining(
      "-o model.t --snapshot model.t",
      "kill -USR1 $!; until [[ -s model.t ]]; do sleep 0.01; done; kill -TERM $!; wait $!; echo $?")
    #expect(outcome == .success(Array("143\n".utf8)))
    #expect(try box.frames("model.t").count == 1)
    #expect(try box.files() == ["in.t", "log.tsv", "model.t"])
  }

  /// SIGUSR1 writes a checkpoint, too, where there is to be one.
  @Test func aSnapshotIsACheckpointToo() throws {
    let outcome = try duringTraining(
      "-o model.t --checkpoint c.t --every 1000",
      "kill -USR1 $!; until [[ -s c.t ]]; do sleep 0.01; done; kill -HUP $!; wait $!; echo $?")
    #expect(outcome.text == "129\n")
    #expect(try box.frames("c.t").count == 3)
  }
}
