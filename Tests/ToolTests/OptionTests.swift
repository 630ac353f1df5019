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
    ("-c", "-c: the argument N is missing; try 't2pgm --help'"),
    ("--colums 2", "--colums: unknown option; did you mean --columns? try 't2pgm --help'"),
    ("--clumn=2", "--clumn: unknown option; did you mean --columns? try 't2pgm --help'"),
    ("--help=man3", "--help: expected man, bash, zsh or fish, found 'man3'"),
    ("--pad $'\\302\\2401'", "--pad: expected a whole number from 0 to 1000, found '\\xC2\\xA01'"),
    ("--pad $'1\\\\'", "--pad: expected a whole number from 0 to 1000, found '1\\x5C'"),
    ("--=1", "--: unknown option; try 't2pgm --help'"),
    ("-c 0", "-c: expected a whole number from 1 to 1000000, found '0'"),
    ("-c 1x", "-c: expected a whole number from 1 to 1000000, found '1x'"),
    ("-c ' 1'", "-c: expected a whole number from 1 to 1000000, found ' 1'"),
    ("-c 1e3", "-c: expected a whole number from 1 to 1000000, found '1e3'"),
    ("-c ''", "-c: expected a whole number from 1 to 1000000, found ''"),
    ("--pad -1", "--pad: expected a whole number from 0 to 1000, found '-1'"),
    (
      "--scale 99999999999999999999",
      "--scale: expected a whole number from 1 to 100, found '99999999999999999999'"
    ),
    ("-o ''", "-o: expected the name of a file, found ''"),
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
    let run = try box.run("t2pgm $(printf '%05000d' 0)")
    #expect(run.status == 66 && run.errors.hasPrefix("t2pgm: 0000000000"))
    #expect(run.errors.utf8.count <= 4096 && run.errors.hasSuffix("…\n"))
  }

  @Test func aLineFeedInAFileNameDoesNotBreakTheMessage() throws {
    #expect(
      try box.run("t2pgm $'a\\nb'")
        == .failure(66, "t2pgm: a\\x0Ab: cannot open: no such file or directory"))
  }

  /// What many programs have.
  @Test(arguments: Checkout.tools)
  func minusHShowsTheHelp(_ tool: String) throws {
    #expect(try box.run("\(tool) -h") == box.run("\(tool) --help"))
  }

  /// Nobody writes one but by mistake, and some readers of such numbers refuse it: so all do.
  @Test(arguments: [
    "t2pgm -c +1 two.t", "t-slice --skip +1 two.t", "t-slice -r 0-+1 two.t",
    "t-select -n +1 two.t", "t-select --label +1 two.t", "t-split -k +2 two.t",
    "t-shuffle --seed +1 two.t", "t-shuffle --memory +2M two.t", "t-binarize --static +1 two.t",
    "t-binarize --threshold +0.5 two.t", "t-corrupt gaussian:+0.3 two.t", "mnist2t -n +1 in.t",
    "tsv2t --shape +2x2 in.t", "tsv2t --label=+1 in.t", "pnm2t --tile 2x+2 in.t",
    "latent-sample -n +5", "latent-sample -n 1 --temperature +1", "latent-grid --range=+1,2",
    "latent-grid --dims 0,+1", "latent-walk -r +1 two.t", "latent-walk -t +1 -z 2",
    "latent-map -d +1 two.t", "latent-fit gmm:+2 two.t", "latent-fit --tolerance +1 gmm:2 two.t",
    "vae-fit -z +3 two.t", "vae-fit --hidden=7,+7 two.t", "vae-fit --encoder mlp:+7 two.t",
    "vae-fit --lr +1e-3 two.t", "vae-fit --every +5 two.t", "vae-fit --every +60s two.t",
    "vae-fit --posterior-flow +2,8 two.t", "vae-fit --optimizer sgd:+0.9 two.t",
    "vae-fit --objective tc:+1 two.t", "vae-fit --likelihood laplace:+1 two.t",
    "vae-fit --prior vamp:+5 two.t", "vae-fit --temperature +1,1 two.t",
    "OMP_NUM_THREADS=+1 t-corrupt mask:0.1 two.t",
  ])
  func aPlusSignIsRefused(_ line: String) throws {
    let run = try box.run(line)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains("expected ") && run.errors.contains("+"), "\(run.errors)")
  }

  /// In an exponent it is what programs write.
  @Test func aPlusSignInAnExponentIsTaken() throws {
    #expect(
      try box.run("latent-sample -n 1 --temperature 1e+0 | cmp - <(latent-sample -n 1)").status == 0
    )
  }

  /// A blank in place of a colon, a comma or an equals sign makes an operand of an argument. The one that is too
  /// many is named, with what was meant.
  @Test(arguments: [
    ("--encoder mlp 400,200 in.t", "400,200", "--encoder mlp:400,200"),
    ("in.t --encoder mlp 400,200", "400,200", "--encoder mlp:400,200"),
    ("--hidden 400 200 in.t", "200", "--hidden 400,200"),
    ("--spool /tmp in.t", "/tmp", "--spool=/tmp"),
    ("--prior vamp 50 in.t", "50", "--prior vamp:50"),
  ])
  func aPartOfAnArgumentIsNoOperand(_ arguments: String, _ operand: String, _ meant: String) throws
  {
    #expect(
      try box.run("vae-fit \(arguments)")
        == .failure(
          64,
          "vae-fit: \(operand): one operand too many; did you mean \(meant)? try 'vae-fit --help'"))
  }

  /// What an option needs of others is said before anything is read, of the option as it was typed.
  @Test(arguments: [
    ("latent-walk -z 3", "-z: has a meaning only with --traverse"),
    ("latent-walk --lat=3", "--latent: has a meaning only with --traverse"),
    (
      "latent-walk -z 3 --rows 0-2 -t all",
      "--rows: has no meaning with -z: there are no codes to choose from"
    ),
    ("t2png --by-id two.t", "--by-id: has no meaning without --each"),
    ("img2t --filter box none.png", "--filter: has no meaning without --size"),
    ("vae-export --u8 --html none.t", "--u8: goes with --onnx"),
    (
      "vae-fit --sparsity l1:1 none.t",
      "--sparsity: acts on the codes of an autoencoder: add --bottleneck none"
    ),
  ])
  func whatAnOptionNeedsIsChecked(_ line: String, _ message: String) throws {
    #expect(
      try box.run(line + " > out") == .failure(64, "\(line.prefix { $0 != " " }): \(message)"))
  }

  @Test(arguments: [
    "vae-fit --encoder mlp in.t more.t", "vae-fit -z 2 in.t more.t", "vae-fit in.t more.t",
    "vae-fit --log l.tsv in.t more.t", "vae-fit -- in.t more.t",
  ])
  func aFileTooManyIsTheLast(_ line: String) throws {
    #expect(
      try box.run(line)
        == .failure(64, "vae-fit: more.t: one operand too many; try 'vae-fit --help'"))
  }

  @Test(arguments: [
    ("-m veo", "-m: expected a model of --list, found 'veo'; did you mean vae?"),
    ("--model betavae", "--model: expected a model of --list, found 'betavae'; did you mean beta?"),
    ("-m gan", "-m: expected a model of --list, found 'gan'"),
    (
      "--objective btcvae:4",
      "--objective: expected an objective of --list, found 'btcvae:4'; did you mean tc?"
    ),
    (
      "--optimizer adma",
      "--optimizer: expected adam, adamw[:DECAY], sgd[:MOMENTUM[,DECAY]] or adagrad, found 'adma'; "
        + "did you mean adam?"
    ),
    (
      "--optimizer sgd:x",
      "--optimizer: expected adam, adamw[:DECAY], sgd[:MOMENTUM[,DECAY]] or adagrad, found 'sgd:x'"
    ),
    (
      "--bottleneck gausian",
      "--bottleneck: expected none, gaussian, categorical, joint, vq or topk:K, found 'gausian'; "
        + "did you mean gaussian?"
    ),
    ("-z 0", "-z: expected a whole number from 1 to 65536, found '0'"),
    ("--lat 0", "--latent: expected a whole number from 1 to 65536, found '0'"),
    ("-z", "-z: the argument N is missing; try 'vae-fit --help'"),
  ])
  func theNearestWordIsNamed(_ arguments: String, _ message: String) throws {
    #expect(try box.run("vae-fit \(arguments)") == .failure(64, "vae-fit: \(message)"))
  }

  /// A letter that looks like another is not shown as that.
  @Test(arguments: [
    ("t-slice --tensors $'x,\\357\\275\\230' two.t", "no tensor '\\xEF\\xBD\\x98', found 'x'"),
    ("t2tsv --tensors $'x\\342\\200\\213' two.t", "no tensor 'x\\xE2\\x80\\x8B', found 'x'"),
    (
      "latent-map --tensor $'\\321\\205' two.t",
      "no tensor '\\xD1\\x85', found 'x': features are expected"
    ),
  ])
  func namesThatLookTheSame(_ line: String, _ message: String) throws {
    let tool = line.prefix { $0 != " " }
    #expect(try box.run(line) == .failure(65, "\(tool): two.t: frame 0: \(message)"))
  }
}
