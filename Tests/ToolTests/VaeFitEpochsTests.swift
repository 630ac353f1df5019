import TensorIO
import Testing
import ToolSandbox

/// `vae-fit --resume -e N`: a run that is made longer or shorter.
@Suite struct VaeFitEpochsTests {
  private let box: Sandbox

  init() throws { box = try Sandbox.withEveryModel() }

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
}
