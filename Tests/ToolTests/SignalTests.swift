import TensorIO
import Testing
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

  @Test func aHangUpRemovesTheTemporary() throws {
    let outcome = try duringTraining("-o model.t", "ls -A; kill -HUP $!; wait $!; echo $?")
    #expect(
      outcome.text.contains(".model.t.") && outcome.text.hasSuffix("129\n"), "\(outcome.text)")
    #expect(try box.files() == ["in.t", "log.tsv"])
  }

  @Test func aSnapshotDoesNotDisturbTheOutput() throws {
    let outcome = try duringTraining(
      "-o model.t --snapshot snap.t",
      """
      kill -USR1 $!; until [[ -s snap.t ]]; do sleep 0.01; done
      ls -A | grep -c '^.model.t.'; kill -HUP $!; wait $!; echo $?
      """)
    #expect(outcome.text == "1\n129\n")
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
}
