import TensorIO
import Testing
import ToolSandbox

/// `vae-fit --checkpoint` and `--resume`: what is kept, and that the rest of a run is the same.
@Suite struct VaeFitCheckpointTests {
  private let box: Sandbox

  init() throws { box = try Sandbox.withEveryModel() }

  @Test(arguments: kinds.keys.sorted())
  func aRunGoesOnAfterASignalAndEndsInTheSameBytes(_ kind: String) throws {
    let options = Self.kinds[kind] ?? ""
    let files = kind == "patience" ? "--validate few.t" : ""
    // The signal comes after some step; the epochs are the same, so the options agree.
    let outcome = try box.run(
      """
      vae-fit -q -e 40 -b 8 \(options) --log whole.tsv -o whole.t few.t || exit 1
      vae-fit -q -e 40 -b 8 \(options) --log log.tsv -o part.t --checkpoint c.t --every 0.001s few.t &
      until [[ -s c.t ]]; do sleep 0.003; done
      kill -TERM $!; wait $!; echo $?
      vae-fit -q --resume c.t \(files) --threads 3 --log log.tsv -o model.t few.t && cmp model.t whole.t || exit 1
      vae-fit -q -e 40 -b 8 \(options) --resume c.t -o again.t few.t && cmp again.t whole.t || exit 1
      diff <(cut -f 1-3 log.tsv) <(cut -f 1-3 whole.tsv)
      """)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.text == "143\n" || outcome.text == "0\n", "\(outcome.text)")
    // A run may be over before the signal comes.
    let line =
      #/vae-fit: interrupted in epoch \d+, step \d+: wrote the .*; c\.t has the run as of epoch .*\n/#
    #expect(
      outcome.text == "0\n"
        ? outcome.errors == "" : outcome.errors.wholeMatch(of: line) != nil, "\(outcome.errors)")
    #expect(try box.files().filter { $0.hasPrefix(".") && !$0.hasPrefix(".run") } == [])
  }

  static let kinds = [
    "vae": "-z 3 --hidden 12", "conv-vq": Sandbox.kinds["conv-vq"] ?? "",
    "patience": "-z 3 --hidden 12 --validate few.t --patience 3 --lr 0.05",
    "dynamic": "-z 3 --hidden 12 --binarize dynamic --schedule cosine --warmup 2 --clip 1",
    "factor": "-m factor -z 3 --hidden 12 --objective factor:5,8,2",
    "mean": "-z 3 --hidden 12 --init mean",
    "cvae": Sandbox.kinds["cvae"] ?? "",
  ]

  /// A complete run has a checkpoint of its end, from which the model comes at once.
  @Test func aCompleteRunGoesNoFurther() throws {
    let outcome = try box.run(
      """
      set -e
      vae-fit -q -e 3 -z 2 --hidden 8 --checkpoint c.t -o a.t few.t
      vae-fit -q --resume c.t --log log.tsv -o b.t few.t; cmp a.t b.t; wc -l < log.tsv
      """)
    #expect(outcome == .success(Array("1\n".utf8)))
  }

  /// What disagrees is refused, and the message says which it is.
  @Test func otherOptionsAreRefused() throws {
    let made = try box.run(
      "vae-fit -q -e 1 -m beta -z 2 --hidden 8 --lr 1e-2 --straight-through -m vae --checkpoint c.t few.t"
    )
    #expect(made.status == 64)
    #expect(
      try box.run(
        "vae-fit -q -e 1 -m beta -z 2 --hidden 8 --lr 1e-2 --checkpoint c.t -o a.t few.t")
        == .success())
    for (options, message) in [
      ("-z 3", "--latent: is '3' here, the run in c.t began with '2'"),
      ("--lr 1e-3", "--lr: is '1e-3' here, the run in c.t began with '1e-2'"),
      ("--beta 5", "--beta: is '5' here, the run in c.t began without it"),
      ("--conditional", "--conditional: is given here, the run in c.t began without it"),
      ("-m vae", "--model: is 'vae' here, the run in c.t began with 'beta'"),
      ("--seed 2", "--seed: is '2' here, the run in c.t began without it"),
    ] {
      #expect(
        try box.run("vae-fit -q --resume c.t \(options) few.t")
          == .failure(64, "vae-fit: \(message)"))
    }
    // What says the same in other words agrees.
    #expect(
      try box.run("vae-fit -q --resume c.t --beta 4.0 --lr 0.01 --latent 2 -m beta few.t > b.t")
        == .success())
    #expect(try box.read("b.t") == box.read("a.t"))
  }

  /// Where nothing depends on how many there are, a run is made longer, or shorter, and ends in the bytes of one that
  /// was told so from the start: checkpoint, model and all.
  @Test(arguments: [
    "-z 3 --hidden 12", "-z 3 --hidden 12 --schedule step:2,0.5 --warmup 3 --beta-warmup 4",
    "-z 3 --hidden 12 --binarize dynamic --corrupt mask:0.2 --clip 1 --optimizer sgd --lr 1e-4",
    "-m categorical --temperature 0.7 --hidden 12", "-m joint --temperature 1 --hidden 12",
    "-m vq --codes 16 --code-size 4 --hidden 12", "-z 3 --hidden 12 --objective iwae:3",
    "-z 3 --hidden 12 --objective capacity:10,9,5", "-z 3 --hidden 12 --prior vamp:7",
    "-z 3 --hidden 12 --validate few.t --patience 2 --lr 0.05",
    "-z 3 --hidden 12 --validate few.t --patience 20",
  ])
  func aRunIsMadeLonger(_ options: String) throws {
    let files = options.contains("--validate") ? "--validate few.t" : ""
    let outcome = try box.run(
      """
      set -e; fit="vae-fit -q -b 32"
      $fit -e 7 \(options) --log whole.tsv --checkpoint whole-c.t few.t > whole.t
      $fit -e 4 \(options) --log log.tsv --checkpoint c.t few.t > part.t
      vae-fit -q -e 7 --resume c.t \(files) --log log.tsv --checkpoint c.t few.t > model.t
      cmp model.t whole.t; cmp c.t whole-c.t; diff <(cut -f 1-3 log.tsv) <(cut -f 1-3 whole.tsv)
      $fit -e 9 \(options) --checkpoint c.t --every 3 few.t > part.t
      vae-fit -q -e 11 --resume c.t \(files) --checkpoint c.t few.t > more.t
      $fit -e 11 \(options) few.t | cmp - more.t
      """)
    #expect(outcome == .success())
  }

  /// Without `-e` there are ten; fewer are had where they are not yet made.
  @Test func epochsOfARunThatWasNotTold() throws {
    let outcome = try box.run(
      """
      set -e; fit="vae-fit -q -b 32 -z 2 --hidden 8"
      $fit -e 12 few.t > twelve.t; $fit --checkpoint c.t few.t > ten.t
      vae-fit -q --epochs 12 --resume c.t --checkpoint d.t few.t | cmp - twelve.t
      vae-fit -q --resume d.t few.t | cmp - twelve.t
      t-info d.t | grep -o "@option.*epochs .*"
      """)
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(outcome.text.contains("epochs") && outcome.text.contains("12"), "\(outcome.text)")
  }

  @Test func aRunIsMadeShorter() throws {
    let outcome = try box.run(
      """
      fit="vae-fit -q -z 2 --hidden 8 -b 20"
      $fit -e 100000 --checkpoint c.t --log log.tsv -o part.t few.t &
      until [[ -s log.tsv && $(wc -l < log.tsv) -gt 3 ]]; do sleep 0.003; done
      kill -HUP $!; wait $! 2> /dev/null
      made=$(t-info c.t | awk '$1 == "@epochs" { print $2; exit }')
      vae-fit -q -e $((made + 2)) --resume c.t few.t > model.t || exit 1
      $fit -e $((made + 2)) few.t | cmp - model.t || exit 1
      vae-fit -q -e $made --resume c.t few.t > model.t || exit 1
      $fit -e $made few.t | cmp - model.t || exit 1
      vae-fit -q -e 1 --resume c.t few.t
      """)
    #expect(outcome.status == 64)
    let line =
      #/vae-fit: --epochs: is '1' here, and the run in c\.t has made \d+: give as many or more\n/#
    #expect(outcome.errors.wholeMatch(of: line) != nil, "\(outcome.errors)")
  }

  /// The epoch at hand counts too: its steps cannot be taken back.
  @Test func anEpochThatIsBegunIsMade() throws {
    #expect(
      try box.run("vae-fit -q -e 2 -b 50 -z 2 --hidden 8 --checkpoint c.t few.t > a.t")
        == .success())
    var frames = try box.frames("c.t")
    // As a signal in the third epoch of four leaves it.
    let first = frames[0].tensors.map {
      switch $0.name {
      case "@epoch-examples": Tensor($0.name, scalar: Int64(50))
      case "@option.0.epochs": Tensor($0.name, text: "4")
      default: $0
      }
    }
    frames[0] = try Frame(first)
    try box.writeStream("c.t", frames)
    #expect(
      try box.run("vae-fit -q -e 2 --resume c.t few.t")
        == .failure(
          64,
          "vae-fit: --epochs: is '2' here, and the run in c.t has begun epoch 3: give as many or more"
        ))
  }

  /// What is spread over all epochs is named.
  @Test(arguments: [
    ("--schedule cosine -z 2", "--schedule cosine:0"),
    ("--schedule cosine:0.1 -z 2", "--schedule cosine:0.1"),
    ("-m categorical", "--temperature 1,0.5"),
    ("-m joint --temperature 0.9,0.3", "--temperature 0.9,0.3"),
    ("-m categorical --straight-through --schedule cosine", "--schedule cosine:0"),
  ])
  func whatDependsOnTheNumberOfEpochsIsNamed(_ options: String, _ name: String) throws {
    #expect(
      try box.run("vae-fit -q -e 2 \(options) --hidden 8 --checkpoint c.t few.t > a.t")
        == .success())
    for epochs in [1, 3] {
      #expect(
        try box.run("vae-fit -q -e \(epochs) --resume c.t few.t")
          == .failure(
            64,
            epochs == 1
              ? "vae-fit: --epochs: is '1' here, and the run in c.t has made 2: give as many or more"
              : "vae-fit: --epochs: is '3' here, and \(name) of the run in c.t is spread over 2: to train on, "
                + "give its model to --start"))
    }
    #expect(
      try box.run("vae-fit -q -e 2 --resume c.t few.t | cmp - a.t") == .success())
  }

  @Test func otherDataAreRefused() throws {
    #expect(
      try box.run(
        """
        t-slice -n 199 few.t > less.t
        vae-fit -q -e 1 -z 2 --hidden 8 --validate less.t --checkpoint c.t -o a.t few.t
        """) == .success())
    func refusal(_ name: String) -> Outcome {
      .failure(
        65,
        "vae-fit: \(name): is not what the run in c.t began with: the rest would not belong to it")
    }
    #expect(try box.run("vae-fit -q --resume c.t --validate less.t less.t") == refusal("less.t"))
    #expect(try box.run("vae-fit -q --resume c.t --validate few.t few.t") == refusal("few.t"))
    #expect(try box.run("vae-fit -q --resume c.t few.t") == refusal("--validate"))
    #expect(
      try box.run("t-slice few.t | vae-fit -q --resume c.t --validate less.t > b.t") == .success())
    #expect(try box.read("b.t") == box.read("a.t"))
  }

  @Test func whatIsNoCheckpointIsRefused() throws {
    #expect(
      try box.run("vae-fit --resume few.t few.t")
        == .failure(
          65,
          "vae-fit: --resume few.t: frame 0: no '@checkpoint' in the frame: this is a stream of data, not a "
            + "checkpoint"))
    #expect(
      try box.run("vae-fit --resume vq.t few.t")
        == .failure(
          65,
          "vae-fit: --resume vq.t: frame 0: this is a model, expected a checkpoint: it is given as MODEL, to vae-fit with --start"
        ))
    #expect(try box.run("vae-fit --resume none.t few.t").status == 66)
    #expect(
      try box.run("vae-fit -q -e 1 --hidden 8 --checkpoint c.t few.t > a.t; vae-encode c.t few.t")
        == .failure(
          65,
          "vae-encode: c.t: this is a checkpoint, expected a model: vae-fit --resume goes on with it"
        ))
    #expect(try box.run("head -c 9000 c.t > d.t; vae-fit --resume d.t few.t").status == 65)
  }

  /// What is there and is no checkpoint stays; a file without a byte, as mktemp makes, is a place.
  @Test(arguments: [
    ("vq.t", "a model"), ("data.t", "data"), ("codes.t", "latents"), ("prior.t", "a prior"),
    ("notes.txt", "no checkpoint"), ("cut.t", "no checkpoint"),
  ])
  func anotherFileIsNoPlaceForACheckpoint(_ file: String, _ found: String) throws {
    #expect(
      try box.run(
        """
        set -e; vae-encode vq.t few.t | t-slice --tensors z > codes.t
        latent-fit -q gaussian codes.t > prior.t; echo text > notes.txt; head -c 50 vq.t > cut.t
        """) == .success())
    let before = try box.read(file)
    #expect(
      try box.run("vae-fit -q -e 1 --hidden 4 --checkpoint \(file) -o out.t few.t")
        == .failure(
          64,
          "vae-fit: --checkpoint: \(file) holds \(found), and would be lost: name another file"))
    #expect(try box.read(file) == before)
  }

  @Test func placesOfACheckpoint() throws {
    let fit = "vae-fit -q -e 1 --hidden 4 --checkpoint"
    for line in [
      "\(fit) c.t few.t > m.t && \(fit) c.t few.t > m.t", ": > e.t; \(fit) e.t few.t > m.t",
      "\(fit) /dev/null few.t > m.t",
    ] {
      #expect(try box.run(line) == .success())
    }
  }

  /// The output may not take the place of what was read.
  @Test(arguments: [
    ("vae-fit -q -o few.t few.t", "few.t is also DATA"),
    ("vae-fit -q -o ./few.t --validate few.t - < vq.t", "./few.t is also --validate"),
    ("vae-encode -o vq.t vq.t few.t", "vq.t is also MODEL"),
    ("vae-decode -o vq.t vq.t few.t", "vq.t is also MODEL"),
    ("vae-score -o vq.t vq.t few.t", "vq.t is also MODEL"),
    ("latent-sample -n 2 -m vq.t -o vq.t", "vq.t is also -m"),
    ("latent-sample -n 2 --from vq.t -o vq.t", "vq.t is also --from"),
    ("latent-grid -m vq.t -o vq.t", "vq.t is also -m"),
    ("latent-map --axes vq.t -o vq.t few.t", "vq.t is also --axes"),
    ("t-select --index vq.t -o vq.t few.t", "vq.t is also --index"),
    ("mnist2t -o few.t few.t", "few.t is also IMAGES"),
    ("mnist2t -o link few.t vq.t", "link is also LABELS"),
    ("tsv2t -o few.t few.t", "few.t is also FILE"),
    ("pnm2t -o few.t vq.t ./few.t", "few.t is also FILE"),
  ])
  func whatIsReadIsNotReplaced(_ line: String, _ message: String) throws {
    #expect(try box.run("ln -s vq.t link") == .success())
    let before = [try box.read("few.t"), try box.read("vq.t")]
    let tool = line.prefix { $0 != " " }
    #expect(try box.run(line) == .failure(64, "\(tool): -o: \(message), which would be lost"))
    #expect(try [box.read("few.t"), box.read("vq.t")] == before)
  }

  /// A stream that is read row by row may be replaced by its own rows: it has been read when it is.
  @Test(arguments: [
    "t-slice -r 10-19 -o few.t few.t", "t-shuffle -o few.t few.t", "t-cat -o few.t few.t few.t",
    "t-select --label 1 -o few.t few.t", "vae-encode -o few.t vq.t few.t",
    "t-binarize --threshold 0.5 -o few.t few.t",
    "vae-fit -q -e 1 --start m.t --hidden 4 -o m.t few.t",
  ])
  func aStreamMayReplaceItself(_ line: String) throws {
    #expect(
      try box.run(
        """
        set -e; vae-fit -q -e 1 --hidden 4 few.t > m.t
        cp few.t copy.t; cp m.t first.t
        \(line.replacing("-o few.t", with: "-o new.t").replacing("-o m.t", with: "-o new.t"))
        \(line)
        """) == .success())
    #expect(try box.read(line.contains("-o m.t") ? "m.t" : "few.t") == box.read("new.t"))
  }

  @Test func filesThatWouldBeLost() throws {
    for (options, first, file, other) in [
      ("--checkpoint few.t few.t", "--checkpoint", "few.t", "DATA"),
      ("--log ./few.t few.t", "--log", "./few.t", "DATA"),
      ("--checkpoint a.t -o a.t few.t", "--checkpoint", "a.t", "-o"),
      ("--checkpoint a.t --log a.t few.t", "--log", "a.t", "--checkpoint"),
      ("--snapshot vq.t --start vq.t few.t", "--snapshot", "vq.t", "--start"),
      ("--log vq.t --resume vq.t few.t", "--log", "vq.t", "--resume"),
      ("--log a.t.part -o a.t few.t", "--log", "a.t.part", "the .part of -o"),
    ] {
      let before = try box.files()
      let outcome = try box.run("vae-fit -q -e 1 --hidden 8 \(options)")
      #expect(
        outcome
          == .failure(64, "vae-fit: \(first): \(file) is also \(other): one of them would be lost"))
      #expect(try box.files() == before)
    }
  }

  @Test func usage() throws {
    #expect(
      try box.run("vae-fit --every 5 few.t")
        == .failure(
          64, "vae-fit: --every: says how often --checkpoint FILE is written, which is missing"))
    for word in ["0", "-1", "5m", "s", "0s", "1e3s", "inf", ""] {
      #expect(
        try box.run("vae-fit --checkpoint c.t --every '\(word)' few.t")
          == .failure(
            64,
            "vae-fit: --every: expected a number of epochs, as 5, or of seconds, as 60s, found '\(word)'"
          ))
    }
    #expect(try box.run("vae-fit --checkpoint none/c.t few.t").status == 73)
    #expect(try box.run("vae-fit --checkpoint - few.t").status == 64)
  }

  /// A divergent run ends with its last good checkpoint, and says where that is.
  @Test func divergence() throws {
    let outcome = try box.run(
      """
      vae-fit -q -e 50 -b 20 --hidden 8 -z 2 --optimizer sgd --lr 1e4 --warmup 3 --likelihood gaussian \
        --checkpoint c.t --every 0.0001s few.t
      """)
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains("; c.t has the run as of epoch ") && outcome.errors.contains("--lr"),
      "\(outcome.errors)")
    #expect(try box.run("t-info c.t").status == 0)
  }

  /// A step's loss is that before it; one step of all rows is the last.
  @Test func divergenceInTheLastStep() throws {
    let line = "vae-fit -q -b 1000 --hidden 8 -z 2 --optimizer sgd --lr 1e20 --likelihood gaussian"
    #expect(
      try box.run("\(line) -e 1 --checkpoint c.t -o m.t few.t")
        == .failure(
          65,
          "vae-fit: few.t: epoch 1, after its last step: the loss is not a number; "
            + "a smaller --lr may help"))
    #expect(try box.run("test -e m.t || test -e c.t").status == 1)
  }

  /// A checkpoint that cannot be written is told, and the run goes on.
  @Test func aFullDisk() throws {
    let outcome = try box.run(
      "vae-fit -q -e 1 -b 100 --hidden 8 -z 2 --checkpoint /dev/full few.t > a.t")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors
        == "vae-fit: /dev/full: checkpoint failed: frame 0: cannot write: no space left on device; training goes on\n"
    )
  }

  @Test func aLogGoesOn() throws {
    let outcome = try box.run(
      """
      vae-fit -q -e 2 -z 2 --hidden 8 --checkpoint c.t --log log.tsv few.t > a.t
      echo "half a li" >> log.tsv; printf '9\\tother\\n' > other.tsv
      vae-fit -q --resume c.t --log log.tsv few.t > b.t; wc -l < log.tsv
      vae-fit -q --resume c.t --log other.tsv few.t
      """)
    #expect(outcome.text == "3\n")
    #expect(
      outcome.errors
        == "vae-fit: other.tsv: is not the log of this run: its header is another\n")
    #expect(outcome.status == 65)
  }

  /// What was changed in a checkpoint, or is another version's, is refused for what it is.
  @Test func aCheckpointThatIsNotOurs() throws {
    #expect(
      try box.run("vae-fit -q -e 2 -b 50 -z 2 --hidden 8 --checkpoint c.t few.t > a.t")
        == .success())
    let frames = try box.frames("c.t")
    func message(_ name: String, _ tensor: Tensor) throws -> String {
      let first = frames[0].tensors.map { $0.name == name ? tensor : $0 }
      try box.writeStream("d.t", [Frame(first)] + frames.dropFirst())
      let outcome = try box.run("vae-fit -q --resume d.t few.t")
      #expect(outcome.status == 65 && outcome.output.isEmpty)
      return outcome.errors
    }
    #expect(
      try message("@version", Tensor("@version", text: "0.0.9")).hasPrefix(
        "vae-fit: --resume d.t: a checkpoint of vaeutils 0.0.9, this is "))
    #expect(
      try message("@option.0.epochs", Tensor("@option.0.colour", text: "2"))
        == "vae-fit: d.t: the option '--colour' is not known\n")
    #expect(
      try message("@option.2.latent", Tensor("@option.2.latent", text: "3"))
        == "vae-fit: d.t: model and options of the checkpoint do not belong together\n")
    #expect(
      try message("@epoch-examples", Tensor("@epoch-examples", scalar: Int64(201)))
        == "vae-fit: d.t: model and options of the checkpoint do not belong together\n")
    #expect(
      try message("@data-digest", Tensor("@data-digest", text: "0"))
        == "vae-fit: --resume d.t: frame 0: '@data-digest' is '0', expected 16 hexadecimal digits\n"
    )
  }
}
