import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Pipes that give and take little at a time, or do not block, and signals while they are waited for: the
/// output is that of plain files.
@Suite struct SlowPipeTests {
  let box: Sandbox

  /// Every way in which tools read and write, on small inputs.
  static let lines = [
    ("mnist2t -", "images.idx"), ("mnist2t -", "images.gz"), ("pnm2t -", "picture.pgm"),
    ("npy2t", "x.npy"), ("npy2t", "x.npz"), ("t2npy", "x.t"), ("t2npy --npz", "x.t"),
    ("tsv2t", "table.tsv"), ("t-auroc --normal 0", "scores.tsv"), ("t-info --frames", "x.t"),
    ("t-cat", "x.t"), ("t2pgm", "x.t"), ("t2tsv", "x.t"), ("t2svm --no-labels --tensor x", "x.t"),
    ("t-select --index - x.t", "numbers.txt"), ("t-shuffle --memory 64K", "x.t"),
    ("vae-fit -q -e 1 -z 1 --hidden 2", "x.t"), ("latent-fit gaussian", "z.t"),
  ]

  init() throws {
    box = try Sandbox()
    let pixels = (0..<40).map { UInt8(truncatingIfNeeded: $0 * 37) }
    try box.writeStream(
      "x.t",
      (0..<3).map { _ in try Frame([Tensor("x", shape: [10, 2, 2], pixels)]) })
    try box.writeStream("z.t", [Frame([Tensor("z", shape: [3, 1], [1, 2, 4] as [Float])])])
    let idx = [0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 2, 0, 0, 0, 2] + pixels
    try box.write("images.idx", idx)
    try box.write("picture.pgm", Array("P5 4 10 255\n".utf8) + pixels)
    try box.write("table.tsv", Array("1\t2\n3\t4.5\n".utf8))
    try box.write("scores.tsv", Array("0\t2\n1\t4.5\n".utf8))
    try box.write("numbers.txt", Array("3\n1\n".utf8))
    _ = try box.run(
      "gzip -n < images.idx > images.gz; t2npy x.t > x.npy; t2npy --npz x.t > x.npz")
    // Runs a command whose standard input and output do not block, the output in a pipe of a page.
    try box.write(
      "unblocked.py",
      Array(
        """
        import fcntl, os, sys
        fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, 4096)
        os.set_blocking(0, False)
        os.set_blocking(1, False)
        os.execvp(sys.argv[1], sys.argv[1:])
        """.utf8))
    // Writes a file byte by byte.
    try box.write(
      "bytes.py",
      Array(
        """
        import os, sys
        for byte in open(sys.argv[1], 'rb').read():
            os.write(1, bytes([byte]))
        """.utf8))
  }

  @Test(arguments: lines)
  func aByteAtATime(_ line: String, _ input: String) throws {
    let outcome = try box.run(
      """
      \(line) < \(input) > whole && mkfifo pipe && (python3 bytes.py \(input) > pipe &) \
      && \(line) < pipe > slow && cmp whole slow
      """)
    #expect(outcome == .success())
  }

  /// The input comes late, so that the first read finds nothing, and the reader waits until the pipe is full.
  @Test(arguments: lines)
  func descriptorsThatDoNotBlock(_ line: String, _ input: String) throws {
    let outcome = try box.run(
      """
      set -o pipefail; \(line) < \(input) > whole
      (sleep 0.2; cat \(input)) | python3 unblocked.py \(line) | (sleep 0.4; cat) > slow && cmp whole slow
      """)
    #expect(outcome == .success())
  }

  /// More than a pipe of a page holds, in text, in frames and in one picture.
  @Test(arguments: ["t2tsv", "t-cat", "t2pgm"])
  func aSmallPipe(_ tool: String) throws {
    let noise = (0..<90_000).map { UInt8(truncatingIfNeeded: ($0 * 7919) >> 5) }
    try box.writeStream("large.t", [Frame([Tensor("x", shape: [1000, 9, 10], noise)])])
    let outcome = try box.run(
      """
      set -o pipefail; \(tool) large.t > whole
      python3 unblocked.py \(tool) large.t | (sleep 0.2; cat) > slow && cmp whole slow
      """)
    #expect(outcome == .success())
  }

  @Test(arguments: lines)
  func stoppedAndContinued(_ line: String, _ input: String) throws {
    let outcome = try box.run(
      """
      \(line) < \(input) > whole && mkfifo pipe
      \(line) < pipe > slow & tool=$!
      exec 3> pipe
      head -c 3 \(input) >&3
      for signal in STOP CONT WINCH STOP WINCH CONT; do kill -$signal $tool; sleep 0.02; done
      tail -c +4 \(input) >&3; exec 3>&-; wait $tool && cmp whole slow
      """)
    #expect(outcome == .success())
  }

  /// A snapshot may be asked for while the data are still read; without `--snapshot` nothing comes of it.
  @Test(arguments: ["", "--snapshot snap.t"])
  func aSnapshotWhileTheDataAreRead(_ option: String) throws {
    let outcome = try box.run(
      """
      fit='vae-fit -q -e 1 -z 1 --hidden 2'; $fit x.t > whole && mkfifo pipe
      $fit \(option) < pipe > slow & tool=$!
      exec 3> pipe
      head -c 50 x.t >&3; sleep 0.3; kill -USR1 $tool; sleep 0.1
      tail -c +51 x.t >&3; exec 3>&-; wait $tool && cmp whole slow
      """)
    #expect(outcome == .success())
    #expect(try box.files().contains("snap.t") == !option.isEmpty)
  }
}
