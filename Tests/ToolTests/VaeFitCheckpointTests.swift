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
    "today": "-z 3 --hidden 12 --init today",
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
      ("-z 3", "--latent: is '3' here, the run in c.t began with '2': leave it out"),
      ("--lr 1e-3", "--lr: is '1e-3' here, the run in c.t began with '1e-2': leave it out"),
      ("--beta 5", "--beta: is '5' here, the run in c.t began without it: leave it out"),
      (
        "--conditional",
        "--conditional: is given here, the run in c.t began without it: leave it out"
      ),
      ("-m vae", "--model: is 'vae' here, the run in c.t began with 'beta': leave it out"),
      ("--seed 2", "--seed: is '2' here, the run in c.t began without it: leave it out"),
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

  /// A checkpoint that an older version wrote within an epoch lacks what the loss of the epoch is made of; between two
  /// epochs nothing is lacking.
  @Test(arguments: [
    "-m wae-imq", "-m capacity", "-m joint --objective capacities:5,9,1,1 --temperature 1",
  ])
  func anOlderCheckpointWithinAnEpochIsRefused(_ options: String) throws {
    #expect(
      try box.run("vae-fit -q -e 1 -b 64 --hidden 8 \(options) --checkpoint c.t few.t > a.t")
        == .success())
    let frames = try box.frames("c.t").map { frame in
      try Frame(
        frame.tensors.map {
          $0.name == "@epoch-examples" ? Tensor($0.name, scalar: 64 as Int64) : $0
        })
    }
    try box.writeStream("within.t", frames)
    #expect(
      try box.run("vae-fit -q -e 2 --resume within.t few.t > b.t")
        == .failure(
          65,
          "vae-fit: within.t: an older version wrote it within an epoch, and kept too little of that: go on from "
            + "one between two epochs, or give its model to --start"))
    #expect(try box.run("vae-fit -q -e 2 --resume c.t few.t > b.t") == .success())
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

  @Test func usage() throws {
    #expect(
      try box.run("vae-fit --every 5 few.t")
        == .failure(
          64, "vae-fit: --every: says how often --checkpoint FILE is written, which is missing"))
    for word in ["0", "-1", "5m", "s", "0s", "+5s", "inf", ""] {
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
