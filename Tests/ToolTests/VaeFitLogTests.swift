import TensorIO
import Testing
import ToolSandbox

/// A log of `vae-fit` that can no longer be written costs no model: it is told once, the training goes on, and the
/// exit status says at the end that an output is lost.
@Suite struct VaeFitLogTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let pixels = (0..<64 * 9).map { UInt8(truncatingIfNeeded: $0 * 37) }
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [64, 3, 3], pixels)])])
  }

  /// Of the limit of file sizes as of a full disk; a line that was cut is taken off, since half a number looks
  /// like another.
  @Test func aFullDiskLeavesTheModelAndWholeLines() throws {
    let fit = "vae-fit -q -z 2 --hidden 4 -e 60 in.t"
    #expect(try box.run("\(fit) --log whole.tsv > whole.t") == .success())
    let outcome = try box.run(
      "set -o pipefail; (ulimit -f 1; TMPDIR=/nowhere \(fit) --log cut.tsv) | cat")
    #expect(outcome.status == 74)
    #expect(
      outcome.errors
        == "vae-fit: cut.tsv: cannot write: file too large; training goes on without a log\n")
    #expect(try outcome.output == box.read("whole.t"))
    let (whole, cut) = (try box.readLog("whole.tsv"), try box.readLog("cut.tsv"))
    #expect(try box.read("cut.tsv").last == UInt8(ascii: "\n"))
    #expect((2..<60).contains(cut.lines.count))
    for (a, b) in zip(whole.lines, cut.lines) {
      #expect(a["epoch"] == b["epoch"] && a["loss"] == b["loss"])
    }
  }

  /// The lines are more than a pipe holds, so the reader is gone before the last.
  @Test func aReaderThatClosesLeavesTheModel() throws {
    let fit = "vae-fit -q -z 2 --hidden 4 -e 3000 in.t"
    let outcome = try box.run(
      """
      \(fit) > whole.t && \(fit) --log - -o model.t | head -n 2 | cut -f 1
      echo ${PIPESTATUS[0]}; cmp whole.t model.t
      """)
    #expect(outcome.status == 0 && outcome.text == "epoch\n1\n74\n", "\(outcome.text)")
    #expect(
      outcome.errors
        == "vae-fit: standard output: cannot write: broken pipe; training goes on without a log\n")
  }

  /// So of a pipe that `--log` opens by its name: a FIFO, and what the shell makes of `>(…)`.
  @Test(arguments: [
    "mkfifo log; head -n 2 log > read & pipe=log", "exec 7> >(head -n 2 > read); pipe=/dev/fd/7",
  ])
  func aPipeWithANameThatClosesLeavesTheModel(_ opening: String) throws {
    let outcome = try box.run(
      """
      \(opening)
      timeout -s KILL 60 vae-fit -q -z 2 --hidden 4 -e 3000 --log $pipe -o model.t in.t 2> errors
      echo $?; sed "s,$pipe,PIPE," errors >&2; exec 7>&-; wait; cut -f 1 read; test -s model.t
      """)
    #expect(outcome.status == 0 && outcome.text == "74\nepoch\n1\n", "\(outcome.text)")
    #expect(
      outcome.errors
        == "vae-fit: PIPE: cannot write: broken pipe; training goes on without a log\n")
  }

  /// What is open under a name keeps what it has, as behind `--log -`, also where a run goes on.
  @Test(arguments: ["-", "/dev/stdout"])
  func aLogGoesBehindWhatIsThere(_ name: String) throws {
    let fit = "vae-fit -q -z 2 --hidden 4 -o model.t --checkpoint run.t --log \(name) in.t"
    let outcome = try box.run(
      """
      echo before > out; \(fit) -e 1 >> out && \(fit) -e 2 --resume run.t >> out && cut -f 1 out
      """)
    #expect(outcome == .success(Array("before\nepoch\n1\nepoch\n2\n".utf8)))
  }

  /// A closed pipe still ends the tool quietly where the model goes there.
  @Test func aModelWhoseReaderClosesIsNone() throws {
    let outcome = try box.run(
      "vae-fit -q -z 2 --hidden 400 -e 1 --log log.tsv in.t | true; echo ${PIPESTATUS[0]}")
    #expect(outcome == .success(Array("141\n".utf8)))
  }

  /// A log takes the place of text, not of a model or data.
  @Test func aStreamIsNotReplacedByALog() throws {
    let fit = "vae-fit -q -z 2 --hidden 4 -e 1"
    #expect(try box.run("\(fit) -o model.t in.t; cp in.t data.t; cp model.t kept.t") == .success())
    for (file, found) in [("model.t", "a model"), ("data.t", "data")] {
      #expect(
        try box.run("\(fit) --log \(file) -o other.t in.t")
          == .failure(
            64, "vae-fit: --log: \(file) holds \(found), and would be lost: name another file"))
    }
    let line = "cmp model.t kept.t; cmp data.t in.t; echo text > log.tsv; : > empty"
    #expect(try box.run(line) == .success())
    for file in ["log.tsv", "log.tsv", "empty", "new"] {
      #expect(try box.run("\(fit) --log \(file) -o model.t in.t") == .success())
    }
  }

  /// At the beginning nothing is lost by an end.
  @Test func aLogThatCannotBeBegunEndsTheRun() throws {
    #expect(
      try box.run("vae-fit -q -e 1 --log /dev/full -o model.t in.t")
        == .failure(74, "vae-fit: /dev/full: cannot write: no space left on device"))
    #expect(
      try box.run("vae-fit -q -e 1 --log none/log.tsv -o model.t in.t").status == 73)
    #expect(try box.files() == ["in.t"])
  }
}
