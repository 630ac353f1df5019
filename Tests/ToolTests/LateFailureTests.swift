import Foundation
import TensorIO
import Testing
import ToolSandbox

/// What is left of a file when one of the last calls on it fails, as a network file system or a dying disk lets
/// it: a library that is loaded before the C library makes the call fail.
@Suite(
  .enabled(if: Checkout.canReplaceCalls, "no clang, or the thread sanitizer has the calls"))
struct LateFailureTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [1, 1, 1], [9] as [UInt8])])])
    try box.write("late.c", Array(LateFailureTests.library.utf8))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let compile = try box.run(
      "clang -shared -fPIC -o late.so late.c", environment: ["PATH": path])
    try #require(compile == .success())
  }

  @Test(arguments: [
    ("fsync", "cannot sync: input/output error"),
    ("close", "cannot close: disk quota exceeded"),
    ("rename", "cannot rename the temporary file: input/output error"),
  ])
  func theOldFileStays(_ call: String, _ message: String) throws {
    try box.write("out", [1, 2, 3])
    let status: Int32 = call == "rename" ? 73 : 74
    #expect(
      try box.run("LD_PRELOAD=./late.so FAILS=\(call) t2pgm -o out in.t")
        == .failure(status, "t2pgm: out: \(message)"))
    #expect(try box.read("out") == [1, 2, 3])
    #expect(try box.files() == ["in.t", "late.c", "late.so", "out"])
  }

  @Test func aFileWithoutItsNameIsAFailure() throws {
    #expect(
      try box.run("LD_PRELOAD=./late.so FAILS=linkat t2pgm -o out in.t")
        == .failure(
          73, "t2pgm: out: cannot name the temporary file: input/output error"))
    #expect(try box.files() == ["in.t", "late.c", "late.so"])
  }

  /// The new file is there, but a power cut could bring the old one back.
  @Test func aFolderThatCannotBeSyncedIsAFailure() throws {
    #expect(
      try box.run("LD_PRELOAD=./late.so FAILS=fsync-folder t2pgm -o out in.t")
        == .failure(74, "t2pgm: out: cannot sync its folder: input/output error"))
    #expect(try box.files() == ["in.t", "late.c", "late.so", "out"])
  }

  /// Not every file system can sync a folder.
  @Test func aFolderThatKnowsNoSyncIsNone() throws {
    #expect(
      try box.run("LD_PRELOAD=./late.so FAILS=sync-of-folders t2pgm -o out in.t") == .success())
    #expect(try box.files() == ["in.t", "late.c", "late.so", "out"])
  }

  @Test func standardOutputIsClosedWithItsResultChecked() throws {
    #expect(
      try box.run("LD_PRELOAD=./late.so FAILS=close t2pgm in.t > out")
        == .failure(74, "t2pgm: standard output: cannot close: disk quota exceeded"))
  }

  @Test func aLogThatCannotBeClosedIsAFailureAfterTheModel() throws {
    let model = try box.run("vae-fit -q --hidden 3 -z 2 -e 1 in.t")
    let outcome = try box.run(
      "set -o pipefail; LD_PRELOAD=./late.so FAILS=close "
        + "vae-fit -q --hidden 3 -z 2 -e 1 --log log.tsv in.t | cat")
    #expect(outcome.status == 74 && outcome.output == model.output)
    #expect(outcome.errors == "vae-fit: log.tsv: cannot close: disk quota exceeded\n")
  }

  /// A run is worth more than its checkpoints: the one before stays, and the training goes on.
  @Test func aCheckpointThatCannotBeKeptLeavesTheOneBefore() throws {
    let fit = "vae-fit -q --hidden 3 -z 2 --checkpoint run.t in.t"
    #expect(try box.run("\(fit) -e 1 > one.t") == .success())
    let before = try box.read("run.t")
    let model = try box.run("vae-fit -q --hidden 3 -z 2 -e 2 in.t")
    let outcome = try box.run("LD_PRELOAD=./late.so FAILS=fsync \(fit) -e 2")
    #expect(outcome.status == 0 && outcome.output == model.output)
    let line =
      "vae-fit: run.t: checkpoint failed: cannot sync: input/output error; training goes on\n"
    #expect(outcome.errors == line + line)
    #expect(try box.read("run.t") == before)
    #expect(try box.files() == ["in.t", "late.c", "late.so", "one.t", "run.t"])
  }

  /// Then the new checkpoint is there: whole, though a power cut could bring the one before back.
  @Test func aCheckpointWhoseFolderCannotBeSyncedIsWhole() throws {
    let outcome = try box.run(
      "LD_PRELOAD=./late.so FAILS=fsync-folder "
        + "vae-fit -q --hidden 3 -z 2 -e 1 --checkpoint run.t in.t > one.t")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors
        == "vae-fit: run.t: checkpoint failed: cannot sync its folder: input/output error; "
        + "training goes on\n")
    #expect(try box.run("vae-fit -q --resume run.t in.t | cmp - one.t") == .success())
  }

  /// The call that `FAILS` names fails on regular files that are open for writing, or on folders.
  private static let library = """
    #define _GNU_SOURCE
    #include <errno.h>
    #include <fcntl.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <sys/syscall.h>
    #include <unistd.h>

    static int fails(const char *call) {
      const char *name = getenv("FAILS");
      return name != NULL && strcmp(name, call) == 0;
    }

    static int is(int file, mode_t kind) {
      struct stat state;
      return fstat(file, &state) == 0 && (state.st_mode & S_IFMT) == kind;
    }

    static int end(int code) {
      errno = code;
      return -1;
    }

    int close(int file) {
      int refused = fails("close") && is(file, S_IFREG) && (fcntl(file, F_GETFL) & O_ACCMODE) != O_RDONLY;
      int result = (int)syscall(SYS_close, file);
      return refused ? end(EDQUOT) : result;
    }

    int fsync(int file) {
      if (fails("fsync") && is(file, S_IFREG)) return end(EIO);
      if (fails("fsync-folder") && is(file, S_IFDIR)) return end(EIO);
      if (fails("sync-of-folders") && is(file, S_IFDIR)) return end(EINVAL);
      return (int)syscall(SYS_fsync, file);
    }

    int rename(const char *from, const char *to) {
      if (fails("rename")) return end(EIO);
      return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    }

    int linkat(int oldFolder, const char *from, int newFolder, const char *to, int flags) {
      if (fails("linkat")) return end(EIO);
      return (int)syscall(SYS_linkat, oldFolder, from, newFolder, to, flags);
    }

    """
}
