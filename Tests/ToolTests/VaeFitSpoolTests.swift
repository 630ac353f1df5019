import TensorIO
import Testing
import ToolSandbox

/// `vae-fit --spool`: the rows in a temporary file.
@Suite struct VaeFitSpoolTests {
  private let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.writeStream("bytes.t", try frames(.u8, .u8, .u8))
    try box.writeStream("floats.t", try frames(.f32, .f32, .f32))
    try box.writeStream("mixed.t", try frames(.u8, .f32, .u8))
  }

  /// Frames of several sizes, one of no rows, of 3×5 pixels and labels: the bytes of a frame are no multiple
  /// of 8.
  private func frames(_ types: ElementType...) throws -> [Frame] {
    try zip([7, 41, 0, 1, 32], types + [.u8, .f32]).enumerated().map { index, part in
      let (rows, type) = part
      let bytes = (0..<rows * 15).map { UInt8(truncatingIfNeeded: ($0 + index) &* 97) }
      let x =
        type == .u8
        ? Tensor("x", shape: [rows, 3, 5], bytes)
        : Tensor("x", shape: [rows, 3, 5], bytes.map { Float($0) / 255 })
      return try Frame([x, Tensor("y", shape: [rows], (0..<rows).map { UInt8($0 % 3) })])
    }
  }

  @Test(
    arguments: [
      "", "-m cvae", "--binarize static", "--corrupt mask:0.2", "--prior vamp:5 --batch 4",
      "-m vq --codes 4 --code-size 2", "--init mean", "--validate floats.t --patience 1",
    ], ["bytes.t", "floats.t", "mixed.t"])
  func notABitChanges(_ options: String, _ file: String) throws {
    let line = "vae-fit -q -e 2 -b 16 --hidden 8 -z 2 \(options)"
    #expect(try box.run("\(line) \(file) > model.t; mkdir d") == .success())
    for threads in 1...3 {
      #expect(
        try box.run("\(line) --threads \(threads) --spool=d < \(file) | cmp - model.t; ls -A d")
          == .success(), "\(threads) threads")
    }
  }

  /// A limit to the size of files stands for a full disk. 20,000 rows of 15 bytes are 300 KB.
  @Test func noRoomIsAnError() throws {
    try box.writeStream(
      "large.t",
      [Frame([Tensor("x", shape: [20_000, 15], [UInt8](repeating: 1, count: 300_000))])])
    let files = try box.files()
    #expect(
      try box.run("trap '' XFSZ; ulimit -f 64; vae-fit -q -e 1 --spool=. -o out.t large.t")
        == .failure(
          74,
          "vae-fit: .: cannot write a temporary file: file too large; name a roomier folder with "
            + "--spool=DIR"))
    #expect(try box.files() == files)
  }

  @Test func theFolderIsNamedOrThatOfTheEnvironment() throws {
    func missing(_ folder: String) -> Outcome {
      .failure(
        73, "vae-fit: \(folder): cannot create a temporary file: no such file or directory")
    }
    #expect(try box.run("vae-fit --spool=none bytes.t") == missing("none"))
    #expect(try box.run("TMPDIR=none vae-fit --spool bytes.t") == missing("none"))
    #expect(try box.run("TMPDIR=none vae-fit --spoo=more bytes.t") == missing("more"))
    #expect(try box.run("TMPDIR=none vae-fit -q -e 0 bytes.t > none.t") == .success())
    #expect(try box.run("TMPDIR= vae-fit -q -e 0 --spool bytes.t | cmp - none.t") == .success())
    #expect(try box.run("vae-fit -q -e 0 --spool bytes.t | cmp - none.t") == .success())
  }

  /// A folder behind a blank would be an operand.
  @Test func theFolderStandsBehindAnEqualSign() throws {
    #expect(
      try box.run("vae-fit --spool . bytes.t")
        == .failure(
          64, "vae-fit: .: one operand too many; did you mean --spool=.? try 'vae-fit --help'"))
    #expect(try box.run("vae-fit --help").text.contains("--spool[=DIR]  "))
    let completions = ["bash": "--spool", "zsh": "--spool=-[", "fish": "-l spool -d"]
    for (shell, word) in completions {
      #expect(try box.run("vae-fit --help=\(shell)").text.contains(word))
    }
  }

  /// The file of the rows is cut to nothing while training reads it, by the name that the system has for it.
  @Test func aFileThatIsCutIsAnError() throws {
    let run = try box.run(
      """
      vae-fit -q -e 1000000 --spool=. -o out.t bytes.t & pid=$!
      for try in {1..1000}; do
        for file in /proc/$pid/fd/*; do
          [[ $(readlink "$file") == *deleted* && -s $file ]] && break 2
        done
        sleep 0.01
      done
      truncate -s 0 "$file"
      wait $pid
      """)
    #expect(
      run == .failure(74, "vae-fit: .: a temporary file ends early: another program cut it"))
    #expect(try box.files() == ["bytes.t", "floats.t", "mixed.t"])
  }
}
