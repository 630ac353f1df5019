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
    #expect(outcome.status == 0 && outcome.text == "\(status)\n")
    try expect(
      outcome.errors,
      "vae-fit: interrupted in epoch EPOCH, step 1: wrote the model so far to model.t\n")
    #expect(try box.frames("model.t").count == 1)
    #expect(try box.files() == ["in.t", "log.tsv", "model.t"])
  }

  /// Compares with the line of a run that was interrupted: EPOCH and STEP stand for numbers.
  private func expect(_ errors: String, _ form: String) throws {
    let pattern = try Regex(
      form.replacing(".", with: "\\.").replacing("EPOCH", with: "[0-9]+")
        .replacing("STEP", with: "[0-9]+"))
    #expect(errors.wholeMatch(of: pattern) != nil, "\(errors)")
  }

  /// Starts a run whose first epoch lasts long, waits until it has made a step, and ends it.
  private func inTheFirstEpoch(_ options: String, _ line: String = ":") throws -> Outcome {
    try box.run(
      """
      for k in {1..3000}; do cat in.t; done > many.t; \(line)
      env --default-signal=INT vae-fit -q -z 2 --hidden 400 -b 1 --checkpoint c.t --every 0.001s \
        \(options) many.t &
      until [[ -s c.t ]]; do sleep 0.003; done
      kill -INT $!; wait $!; echo $?
      """)
  }

  /// What a whole epoch, or more, has made is not lost for less than an epoch.
  @Test(arguments: ["model.t", "link.t", "./model.t"])
  func beforeTheFirstWholeEpochAFileStays(_ name: String) throws {
    let outcome = try inTheFirstEpoch(
      "-o \(name)", "echo old > model.t; echo older > \(name).part; ln -s model.t link.t")
    #expect(outcome.text == "130\n")
    try expect(
      outcome.errors,
      "vae-fit: interrupted in epoch 1, step STEP: wrote the model so far to \(name).part, left "
        + "\(name) as it was; c.t has the run as of epoch 1, step STEP\n")
    #expect(try box.read("model.t") == Array("old\n".utf8))
    let model = try #require(try box.frames("\(name).part").first)
    #expect(model["@epochs"]?.scalar(of: Int64.self) == 0)
    #expect(try box.frames("c.t")[0]["@epoch-examples"]?.scalar(of: Int64.self) ?? 0 > 0)
    #expect(try box.files().filter { $0.hasPrefix(".model") } == [])
  }

  /// One rule: a file that is there has had a whole epoch.
  @Test func beforeTheFirstWholeEpochNoFileIsMade() throws {
    let outcome = try inTheFirstEpoch("-o model.t")
    #expect(outcome.text == "130\n")
    try expect(
      outcome.errors,
      "vae-fit: interrupted in epoch 1, step STEP: wrote the model so far to model.t.part; "
        + "c.t has the run as of epoch 1, step STEP\n")
    #expect(try box.frames("model.t.part").count == 1)
    #expect(try box.files() == ["c.t", "in.t", "many.t", "model.t.part"])
  }

  /// What is no file, or what the process has open, takes the model as it comes.
  @Test(arguments: [
    ("> model.t", "standard output"), ("-o - > model.t", "standard output"),
    ("-o /dev/fd/3 3> model.t", "/dev/fd/3"), ("-o /dev/stdout > model.t", "/dev/stdout"),
  ])
  func whatCannotStayIsWritten(_ options: String, _ name: String) throws {
    let outcome = try inTheFirstEpoch(options)
    #expect(outcome.text == "130\n")
    try expect(
      outcome.errors,
      "vae-fit: interrupted in epoch 1, step STEP: wrote the model so far to \(name); "
        + "c.t has the run as of epoch 1, step STEP\n")
    #expect(try box.frames("model.t").count == 1)
    #expect(try box.files() == ["c.t", "in.t", "many.t", "model.t"])
  }

  /// The file beside the output would be replaced, too.
  @Test func whatIsReadIsNotReplacedByASignal() throws {
    #expect(
      try box.run("cp in.t model.t.part; vae-fit -q -o model.t model.t.part")
        == .failure(64, "vae-fit: -o: model.t.part is also DATA, which would be lost"))
    #expect(
      try box.run(
        """
        vae-fit -q -e 1 -z 2 -o model.t.part in.t &&
          vae-fit -q -e 1 -z 2 --start model.t.part --snapshot model.t.part -o model.t in.t
        """) == .success())
  }

  /// The model of `--patience` is that of another epoch.
  @Test func theBestModelSoFarIsNamed() throws {
    let outcome = try duringTraining(
      "--validate in.t --patience 1000000 -o model.t", "kill -TERM $!; wait $!; echo $?")
    #expect(outcome.text == "143\n")
    let epoch = try #require(
      try box.frames("model.t")[0]["@epochs"]?.scalar(of: Int64.self))
    try expect(
      outcome.errors,
      "vae-fit: interrupted in epoch EPOCH, step 1: wrote the best model, of epoch \(epoch), to model.t\n"
    )
  }

  /// A run that goes on has the whole epochs of the one before.
  @Test func aRunThatGoesOnCountsTheEpochsBefore() throws {
    let outcome = try box.run(
      """
      for k in {1..3000}; do cat in.t; done > many.t; echo old > model.t
      vae-fit -q -z 2 --hidden 4 -b 1024 -e 1 --checkpoint c.t many.t > first.t
      vae-fit -q -e 1000000 --resume c.t --log log.tsv -o model.t many.t &
      until [[ -s log.tsv && $(wc -l < log.tsv) -gt 1 ]]; do sleep 0.01; done
      kill -TERM $!; wait $!; echo $?
      """)
    #expect(outcome.text == "143\n")
    try expect(
      outcome.errors,
      "vae-fit: interrupted in epoch EPOCH, step STEP: wrote the model so far to model.t\n")
    #expect(try box.frames("model.t").count == 1)
  }

  /// While the data are read there is no model.
  @Test(arguments: [("INT", 130), ("TERM", 143)])
  func beforeAnyStepNothingIsWritten(_ signal: String, _ status: Int) throws {
    let outcome = try box.run(
      """
      echo old > model.t; mkfifo data
      { cat in.t; exec sleep 100; } > data & writer=$!
      env --default-signal=INT vae-fit -q -o model.t data & fit=$!
      until [[ $(< /proc/$fit/comm) == vae-fit && -n $(awk '/^SigCgt/ && $2 ~ /[2367abef]$/' /proc/$fit/status) ]]
      do sleep 0.01; done
      kill -\(signal) $fit; wait $fit; echo $?; kill $writer
      """)
    #expect(
      outcome.text == "\(status)\n"
        && outcome.errors == "vae-fit: interrupted before the first step: no model was written\n")
    #expect(try box.files() == ["data", "in.t", "model.t"])
    #expect(try box.read("model.t") == Array("old\n".utf8))
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

  /// Those that end a process by default, but for crashes; `ulimit -t` sends SIGXCPU. Where the temporary is gone
  /// already, the thread sanitizer sees to it that the handler leaves `errno` as it was.
  @Test(
    arguments: [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGUSR2, SIGXCPU],
    [false, true])
  func aTemporaryWithANameGoesWithTheProcess(_ signal: Int32, _ isGone: Bool) async throws {
    let path = box.folder.appending(path: "out.t").path
    await #expect(processExitsWith: .signal(signal)) {
      [path = path as String, signal = signal as Int32, isGone = isGone as Bool] in
      var noCore = rlimit()
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
      // Whoever starts the tests may ignore it, and the threads of a pool block it.
      Glibc.signal(signal, SIG_DFL)
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_UNBLOCK, &all, nil)
      _ = try Replacement(of: path, mode: nil, named: true)
      if isGone {
        let folder = URL(filePath: path).deletingLastPathComponent()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where file.hasPrefix(".out.t.") {
          try FileManager.default.removeItem(at: folder.appending(path: file))
        }
      }
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
    #expect(outcome.status == 0 && outcome.text == "143\n")
    try expect(
      outcome.errors,
      "vae-fit: interrupted in epoch EPOCH, step 1: wrote the model so far to model.t\n")
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
