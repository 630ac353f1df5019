import Foundation
import TensorIO
import Testing
import ToolSandbox

/// How every tool treats its files, pipes and terminals, shown with `t2pgm`.
@Suite struct FileTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [1, 1, 1], [9] as [UInt8])])])
  }

  let text = "P5\n1 1\n255\n\u{9}"
  var picture: [UInt8] { Array(text.utf8) }

  @Test(arguments: [
    ("t2pgm none.t", 66, "none.t: cannot open: no such file or directory"),
    ("t2pgm .", 66, ".: is a directory, expected a file"),
    ("t2pgm in.t/x", 66, "in.t/x: cannot open: not a directory"),
    (
      "t2pgm < /dev/null", 65,
      "standard input: is empty, expected a tensor stream; what came before it may have failed"
    ),
    ("t2pgm <&-", 74, "standard input: frame 0, byte 0: cannot read: bad file descriptor"),
    ("t2pgm in.t > /dev/full", 74, "standard output: cannot write: no space left on device"),
    ("t2pgm in.t >&-", 74, "standard output: cannot write: bad file descriptor"),
    ("t2pgm -o none/out in.t", 73, "none/out: cannot create: no such file or directory"),
    ("t2pgm -o . in.t", 73, ".: cannot open for writing: is a directory"),
    ("t2pgm -o /dev/full in.t", 74, "/dev/full: cannot write: no space left on device"),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run(line) == .failure(status, "t2pgm: \(message)"))
  }

  @Test(.enabled(if: getuid() != 0 || Checkout.has("setpriv")))
  func aReadOnlyFolderIsAnError() throws {
    try box.write("shut", [])
    // Root may write anywhere: give its capabilities up.
    let drop = getuid() == 0 ? "setpriv --bounding-set=-all --inh-caps=-all " : ""
    let line = "rm shut; mkdir shut; chmod 500 shut; \(drop)t2pgm -o shut/out in.t"
    #expect(
      try box.run(line)
        == .failure(73, "t2pgm: shut/out: cannot create: permission denied"))
  }

  @Test func withStandardErrorClosedTheOutputIsClean() throws {
    #expect(try box.run("t2pgm -o out in.t 2>&- 1>&- 0<&-; cat out") == .success(picture))
    #expect(try box.run("t2pgm -o out none.t 2>&- 1>&-; echo $?; cat out").text == "66\n" + text)
  }

  @Test func outputTakesThePlaceOfAFile() throws {
    try box.write("out", [1, 2, 3])
    #expect(try box.run("chmod 640 out; t2pgm -o out in.t; stat -c %a out").text == "640\n")
    #expect(try box.read("out") == picture)
    #expect(try box.files() == ["in.t", "out"])
  }

  /// 255 bytes are the most that a name may have; the temporary's has more behind it.
  @Test(arguments: ["n", "ü"]) func aNameMayBeAsLongAsCanBe(_ letter: String) throws {
    let name = String(repeating: letter, count: 255 / letter.utf8.count)
    #expect(try box.run("latent-sample -n 1 -o \(name) && t-info \(name) > all").status == 0)
    #expect(try box.files() == ["all", "in.t", name].sorted())
  }

  @Test func outputGoesThroughASymbolicLink() throws {
    try box.write("out", [1, 2, 3])
    #expect(try box.run("ln -s out link; t2pgm -o link in.t; readlink link").text == "out\n")
    #expect(try box.read("out") == picture)
  }

  /// As `>` does: the file is made where the link leads to, over a folder and over another link.
  @Test func outputGoesThroughALinkToNothingYet() throws {
    let line =
      "mkdir dir; ln -s dir/second first; ln -s ../out dir/second; t2pgm -o first in.t; readlink first"
    #expect(try box.run(line).text == "dir/second\n")
    #expect(try box.read("out") == picture)
    #expect(try box.run("ln -s $PWD/whole third; t2pgm -o third in.t; readlink third").status == 0)
    #expect(try box.read("whole") == picture)
  }

  @Test(arguments: [
    ("ln -s none/out link", "none/out: cannot create: no such file or directory"),
    ("ln -s link link", "link: cannot create: too many levels of symbolic links"),
  ])
  func aLinkThatLeadsNowhereIsAnError(_ setup: String, _ message: String) throws {
    #expect(
      try box.run("\(setup); t2pgm -o link in.t") == .failure(73, "t2pgm: \(message)"))
    #expect(try box.run("test -L link") == .success())
  }

  /// What this process has open is written as it is: it may have no path, and the link to it stays. A link of
  /// the sandbox stands for `/dev/stdout`.
  @Test(arguments: ["> there", ">> there", "> gone; rm gone"])
  func aLinkToAnOpenFileStays(_ output: String) throws {
    let run = try box.run(
      """
      ln -s /proc/self/fd/4 link; exec 4\(output)
      echo a >&4; t2pgm -o link in.t && echo z >&4; cat < /proc/self/fd/4
      """)
    #expect(run == .success(Array("a\n".utf8) + picture + Array("z\n".utf8)))
    #expect(try box.run("readlink link").text == "/proc/self/fd/4\n")
  }

  @Test(arguments: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
  func standardOutputHasNames(_ name: String) throws {
    let run = try box.run(
      "{ echo a; t2pgm in.t | cat; echo z; } > all; ln -s \(name) link; { echo a; t2pgm -o link in.t; echo z; } | cmp - all"
    )
    #expect(run == .success())
    #expect(try box.run("readlink link").text == "\(name)\n")
  }

  /// One that is not open, and one of another process whose file is gone: nothing is replaced.
  @Test(arguments: [
    ("/proc/self/fd/99", "link: cannot open for writing: bad file descriptor"),
    ("/proc/$$/fd/4", "link: cannot replace: no such file or directory"),
  ])
  func aLinkToWhatCannotBeReplacedStays(_ target: String, _ message: String) throws {
    let line =
      "exec 4> gone; rm gone; ln -s \(target) link; t2pgm -o link in.t 4>&-; code=$?; exit $code"
    #expect(try box.run(line) == .failure(73, "t2pgm: \(message)"))
    #expect(try box.run("test -L link") == .success())
  }

  /// None may be written at all; the diagnostic goes through a pipe, since its file is no exception.
  @Test(
    .enabled(if: Checkout.canStartWithoutFiles, "the thread sanitizer writes a file"),
    arguments: [("-o out", "out"), ("> out", "standard output")])
  func aFileBeyondTheLimitIsAnError(_ option: String, _ name: String) throws {
    let line = "(ulimit -f 0; t2pgm \(option) in.t) 2>&1 | cat >&2; exit ${PIPESTATUS[0]}"
    #expect(
      try box.run(line) == .failure(74, "t2pgm: \(name): cannot write: file too large"))
    #expect(try box.files() == ["in.t"] + (name == "out" ? [] : ["out"]))
  }

  /// A file system of two pages, where this user may make one.
  @Test(.enabled(if: canMount))
  func aFullFileSystemIsAnError() throws {
    try box.writeStream(
      "large.t",
      [Frame([Tensor("x", shape: [100, 10, 10], [UInt8](repeating: 200, count: 10_000))])])
    let outcome = try box.run(
      """
      mkdir small && mount -t tmpfs -o size=8k none small && echo old > small/out || exit 99
      t2pgm -o small/out large.t; status=$?; ls -A small; cat small/out; umount small; exit $status
      """)
    #expect(outcome.status == 74 && outcome.text == "out\nold\n")
    #expect(outcome.errors == "t2pgm: small/out: cannot write: no space left on device\n")
  }

  private static let canMount =
    (try? Sandbox().run("mkdir m && mount -t tmpfs -o size=8k none m && umount m").status) == 0

  @Test func aNewFileHasTheUsualPermissions() throws {
    #expect(try box.run("umask 027; t2pgm -o out in.t; stat -c %a out").text == "640\n")
  }

  @Test func inputAndOutputMayBeTheSameFile() throws {
    #expect(try box.run("t2pgm -o in.t in.t") == .success())
    #expect(try box.read("in.t") == picture)
  }

  @Test func afterAnErrorTheOldFileStays() throws {
    try box.write("out", [1, 2, 3])
    #expect(try box.run("head -c 40 in.t | t2pgm -o out").status == 65)
    #expect(try box.read("out") == [1, 2, 3])
    #expect(try box.files() == ["in.t", "out"])
  }

  @Test func aFIFOIsWrittenDirectly() throws {
    #expect(
      try box.run("mkfifo pipe; cat pipe > out & t2pgm -o pipe in.t; wait; test -p pipe")
        == .success())
    #expect(try box.read("out") == picture)
  }

  @Test(arguments: ["", "trap '' PIPE; "])
  func aClosedPipeEndsTheToolQuietly(_ trap: String) throws {
    let line = "\(trap)(sleep 0.2; t2pgm in.t) | true; echo ${PIPESTATUS[0]}"
    #expect(try box.run(line) == .success(Array("141\n".utf8)))
  }

  @Test(
    .enabled(if: Checkout.has("script")),
    arguments: [
      (
        "t2pgm",
        "t2pgm: standard input: is a terminal: expected a tensor stream; "
          + "use a pipe or name a file"
      ),
      (
        "t2pgm in.t",
        "t2pgm: standard output: is a terminal: a picture is binary; "
          + "use a pipe, > FILE or -o FILE"
      ),
      (
        "pnm2t > out.t",
        "pnm2t: standard input: is a terminal: expected a PGM or PPM picture; "
          + "use a pipe or name a file"
      ),
    ])
  func aTerminalIsRefused(_ line: String, _ message: String) throws {
    let outcome = try box.run("script -qec '\(line)' /dev/null")
    #expect(outcome.status == 64)
    #expect(outcome.text.contains("\(message)\r\n"), "\(outcome.text)")
  }

  @Test(.enabled(if: Checkout.has("script")))
  func aTerminalMayHaveText() throws {
    try box.writeStream("z.t", [Frame([Tensor("z", shape: [1, 1], [0.5] as [Float])])])
    let outcome = try box.run("script -qec 't2svm --no-labels z.t' /dev/null")
    #expect(outcome.status == 0 && outcome.text == "0 1:0.5\r\n")
  }
}
