import TensorIO
import Testing
import ToolSandbox

/// How every tool takes its options, shown with `t2pgm`.
@Suite struct OptionTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.write("in.t", [])
    try box.writeStream("two.t", [Frame([Tensor("x", shape: [2, 1, 1], [8, 9] as [UInt8])])])
  }

  @Test(arguments: [
    "t2pgm -c1 --pad 0 two.t", "t2pgm -c 1 --pad=0 two.t", "t2pgm two.t --columns=1 --pad 0",
    "t2pgm --col 1 --pad 0 -- two.t", "t2pgm -c 2 -c1 --pad 0 - < two.t",
    "t2pgm --pad 0 --columns 1 < two.t", "POSIXLY_CORRECT=1 t2pgm -c1 --pad 0 two.t",
    "t2pgm -oout.pgm -c1 --pad 0 two.t && cat out.pgm", "t2pgm -c1 --pad 0 -o- two.t",
  ])
  func spellings(_ line: String) throws {
    #expect(try box.run(line) == .success(Array("P5\n1 2\n255\n\u{8}\u{9}".utf8)))
  }

  @Test(arguments: [
    ("--nope", "--nope: unknown option; try 't2pgm --help'"),
    ("-x", "-x: unknown option; try 't2pgm --help'"),
    ("--invert=3", "--invert: takes no argument; try 't2pgm --help'"),
    ("--columns", "--columns: the argument N is missing; try 't2pgm --help'"),
    ("-c", "--columns: the argument N is missing; try 't2pgm --help'"),
    ("--=1", "--: unknown option; try 't2pgm --help'"),
    ("-c 0", "--columns: expected a whole number from 1 to 1000000, found '0'"),
    ("-c 1x", "--columns: expected a whole number from 1 to 1000000, found '1x'"),
    ("-c ' 1'", "--columns: expected a whole number from 1 to 1000000, found ' 1'"),
    ("-c 1e3", "--columns: expected a whole number from 1 to 1000000, found '1e3'"),
    ("-c ''", "--columns: expected a whole number from 1 to 1000000, found ''"),
    ("--pad -1", "--pad: expected a whole number from 0 to 1000, found '-1'"),
    (
      "--scale 99999999999999999999",
      "--scale: expected a whole number from 1 to 100, found '99999999999999999999'"
    ),
    ("-o ''", "--output: expected the name of a file, found ''"),
    ("two.t in.t", "in.t: one operand too many; try 't2pgm --help'"),
    ("--help=info", "--help: expected man, bash, zsh or fish, found 'info'"),
    ("$'a\\nb' c", "c: one operand too many; try 't2pgm --help'"),
  ])
  func mistakes(_ arguments: String, _ message: String) throws {
    #expect(try box.run("t2pgm \(arguments)") == .failure(64, "t2pgm: \(message)"))
  }

  @Test(.enabled(if: Checkout.tools.contains("vae-fit")))
  func anAmbiguousAbbreviationNamesTheCandidates() throws {
    #expect(
      try box.run("vae-fit --l 1")
        == .failure(
          64,
          "vae-fit: --l: could be --likelihood or --latent or --likelihood-weight or --lr or --log or --list; try 'vae-fit --help'"
        ))
  }

  /// A longer line could be torn by that of another tool of the pipeline: pipe(7).
  @Test func aMessageIsNoLongerThanAPipeTakesInOnePiece() throws {
    let run = try box.run("t2pgm -c $(printf '%05000d' 0)")
    #expect(run.status == 64 && run.errors.hasPrefix("t2pgm: --columns: expected a whole number"))
    #expect(run.errors.utf8.count <= 4096 && run.errors.hasSuffix("…\n"))
  }

  @Test func aLineFeedInAFileNameDoesNotBreakTheMessage() throws {
    #expect(
      try box.run("t2pgm $'a\\nb'")
        == .failure(66, "t2pgm: a?b: cannot open: no such file or directory"))
  }
}
