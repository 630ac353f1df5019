import Foundation
import TensorIO
import Testing
import ToolSandbox

/// A number that is not finite is found where it enters, by file, frame, tensor and row; tools that only move
/// rows pass it on.
@Suite struct FiniteNumberTests {
  let box: Sandbox

  static let numbers: [Float] = [.nan, .infinity, -.infinity]

  /// Rows 0 to 3 of two frames; the third row has the number, as its second element of four.
  private func frames(_ name: String, _ shape: [Int], _ number: Float, more: [Tensor] = []) throws
    -> [Frame]
  {
    try [[0, 1, 0, 1, 1, 0, 0, 1], [0, number, 1, 0, 0, 0, 1, 1]].map {
      try Frame([Tensor(name, shape: [2] + shape, $0)] + more)
    }
  }

  init() throws {
    box = try Sandbox()
    try box.writeStream("x.t", frames("x", [4], 1))
    try box.writeStream("images.t", frames("x", [2, 2], 1))
    let setup = try box.run(
      """
      set -e
      vae-fit -q -e 1 -z 4 --hidden 2 x.t > model.t
      vae-encode model.t x.t > codes.t
      latent-fit gaussian codes.t > prior.t
      latent-map --save-axes axes.t codes.t > map.t
      """)
    #expect(setup == .success())
  }

  /// Each line reads `bad.t`, whose tensor of that name has the number.
  static let streams: [(line: String, tensor: String)] = [
    ("t-binarize --static 1 bad.t", "x"), ("t-binarize --threshold 0.5 bad.t", "x"),
    ("t-corrupt gaussian:0.1 bad.t", "x"), ("t-corrupt mask:0.5 bad.t", "x"),
    ("vae-fit -q -e 1 --hidden 2 bad.t", "x"),
    ("vae-fit -q -e 1 --hidden 2 --likelihood gaussian bad.t", "x"),
    ("vae-fit -q -e 1 --hidden 2 --validate bad.t x.t", "x"),
    ("vae-encode model.t bad.t", "x"), ("vae-encode --noisy model.t bad.t", "x"),
    ("latent-map --tensor x bad.t", "x"), ("latent-map --tensor x --axes axes.t bad.t", "x"),
    ("vae-decode model.t bad.t", "z"), ("latent-fit gaussian bad.t", "z"),
    ("latent-fit gmm:1 bad.t", "z"), ("latent-fit aggregate bad.t", "z"),
    ("latent-fit aggregate bad.t", "z_logvar"), ("latent-map bad.t", "z"),
    ("latent-map --axes axes.t bad.t", "z"), ("latent-walk bad.t", "z"),
    ("latent-walk -r 0,1 bad.t", "z"), ("latent-walk -t all bad.t", "z"),
  ]

  /// What a message is about: the option of `vae-fit` that names the file, or the file alone.
  private func subject(_ line: String) -> String {
    let options = ["--validate bad.t", "--start bad.t", "--perceptual bad.t"]
    return options.first(where: line.contains) ?? "bad.t"
  }

  @Test(arguments: streams)
  func itIsFoundInAStream(_ line: String, _ tensor: String) throws {
    for number in Self.numbers {
      let zero = [Float](repeating: 0, count: 8)
      let more = tensor == "z_logvar" ? [Tensor("z", shape: [2, 4], zero)] : []
      let isPosterior = line.contains("aggregate") && tensor == "z"
      try box.writeStream(
        "bad.t",
        frames(
          tensor, [4], number,
          more: isPosterior ? [Tensor("z_logvar", shape: [2, 4], zero)] : more))
      let tool = line.prefix { $0 != " " }
      let outcome = try box.run("\(line) -o out")
      #expect(
        outcome
          == .failure(
            65,
            "\(tool): \(subject(line)): frame 1: tensor '\(tensor)', row 2: \(number), expected finite numbers"
          ))
      #expect(try !box.files().contains { $0.contains("out") })
    }
  }

  /// The model was fitted to data of 0 and 1.
  @Test func itIsFoundInWhatIsScored() throws {
    for number in Self.numbers {
      try box.writeStream("bad.t", frames("x", [4], number))
      #expect(
        try box.run("vae-score model.t bad.t -o out")
          == .failure(
            65,
            "vae-score: bad.t: frame 1: tensor 'x', row 2: \(number), expected 0 or 1 as the model was fitted to"
          ))
    }
  }

  /// Their rows count from the first of the frame.
  @Test func itIsFoundInPicturesAndFeatures() throws {
    for number in Self.numbers {
      try box.writeStream("bad.t", frames("x", [2, 2], number))
      #expect(
        try box.run("t2pgm bad.t")
          == .failure(
            65, "t2pgm: bad.t: frame 1, tensor 'x': row 0: a pixel is \(number), expected 0 to 1"))
      #expect(
        try box.run("t2svm --no-labels --tensor x -o out bad.t")
          == .failure(
            65,
            "t2svm: bad.t: frame 1, tensor 'x': row 0: feature 2 is \(number), expected a finite number"
          ))
      let colour = [0, 0, 0, 1, number, 1]
      try box.writeFrame("bad.t", Tensor("x", shape: [2, 1, 1, 3], colour))
      #expect(
        try box.run("t2ppm bad.t")
          == .failure(
            65, "t2ppm: bad.t: frame 0, tensor 'x': row 1: a pixel is \(number), expected 0 to 1"))
    }
  }

  /// A file of one frame whose tensor has the number as its second element.
  @Test(arguments: [
    ("model.t", "encoder.0.weight", "vae-encode bad.t x.t"),
    ("model.t", "encoder.0.weight", "vae-score bad.t x.t"),
    ("model.t", "encoder.0.weight", "vae-export --safetensors bad.t"),
    ("model.t", "decoder.1.bias", "vae-decode bad.t codes.t"),
    ("model.t", "decoder.0.weight", "latent-sample -n 2 -m bad.t"),
    ("model.t", "decoder.0.weight", "latent-grid -n 2 -m bad.t"),
    ("model.t", "encoder.1.weight", "vae-fit -q -z 4 --hidden 2 --start bad.t x.t"),
    ("model.t", "encoder.1.weight", "vae-fit -q -z 4 --hidden 2 --perceptual bad.t x.t"),
    ("prior.t", "means", "latent-sample -n 2 --from bad.t"),
    ("prior.t", "factors", "latent-sample -n 2 --from bad.t"),
    ("axes.t", "axes", "latent-map --axes bad.t codes.t"),
    ("axes.t", "centre", "latent-map --axes bad.t codes.t"),
  ])
  func itIsFoundInAFile(_ file: String, _ tensor: String, _ line: String) throws {
    for number in Self.numbers {
      let changed = try box.frames(file)[0].tensors.map { old in
        if old.name != tensor { return old }
        if old.elementType == .f64 {
          var elements = old.elements(of: Double.self)
          elements[1] = Double(number)
          return Tensor(tensor, shape: old.shape, elements)
        }
        var elements = old.elements(of: Float.self)
        elements[1] = number
        return Tensor(tensor, shape: old.shape, elements)
      }
      try box.writeStream("bad.t", [Frame(changed)])
      let tool = line.prefix { $0 != " " }
      #expect(
        try box.run("\(line) -o out")
          == .failure(
            65,
            "\(tool): \(subject(line)): tensor '\(tensor)', element 1: \(number), "
              + "expected finite numbers")
      )
      #expect(try !box.files().contains { $0.contains("out") })
    }
  }

  @Test(arguments: ["nan", "inf", "-inf", "infinity", "1e39", "-1e39"])
  func itIsFoundInText(_ number: String) throws {
    try box.write("bad.tsv", Array("1\t0.5\n0\t\(number)\n".utf8))
    // Scores are read in double precision, which has the larger numbers, and an infinite one is the best or worst.
    for line in ["tsv2t", "t-auroc --normal 0"] where line == "tsv2t" || number.hasPrefix("nan") {
      let outcome = try box.run("\(line) -o out bad.tsv")
      let tool = line.prefix { $0 != " " }
      let message = "line 2, field 2: found '\(number)', expected a decimal number"
      #expect(outcome.status == 65 && outcome.errors.hasPrefix("\(tool): bad.tsv: \(message)"))
      #expect(try !box.files().contains { $0.contains("out") })
    }
  }

  static let options = [
    "vae-fit --lr", "vae-fit --beta", "vae-fit --clip", "vae-fit --warmup", "vae-fit --beta-warmup",
    "vae-fit --free-bits", "vae-fit --likelihood-weight", "vae-fit --ms-ssim",
    "vae-fit --perceptual-weight", "vae-fit --likelihood gaussian:", "vae-fit --corrupt gaussian:",
    "vae-fit --optimizer sgd:", "vae-fit --schedule cosine:", "vae-fit --objective tc:",
    "vae-fit --temperature 1,", "vae-fit --sparsity l1:", "t-binarize --threshold",
    "t-corrupt gaussian:",
    "latent-fit gmm:1 --tolerance", "latent-sample --temperature", "latent-grid --range 0,",
    "latent-walk --range 0,", "kernel-bench --seconds",
  ]

  @Test(arguments: options)
  func itIsFoundInAnOption(_ option: String) throws {
    for number in ["nan", "inf", "-inf", "1e999"] {
      let isPart = option.hasSuffix(":") || option.hasSuffix(",")
      let outcome = try box.run("\(option)\(isPart ? "" : " ")\(number) < x.t")
      #expect(outcome.status == 64 && outcome.output.isEmpty)
      #expect(outcome.errors.contains("expected ") && outcome.errors.contains("\(number)'"))
    }
  }

  @Test(arguments: [
    "t-cat", "t-cat --rows 3", "t2npy bad.t | npy2t #", "t-slice", "t-slice --tensors x",
    "t-select --index <(seq 0 3)",
    "t-split -r 2 -p part- bad.t > names && t-cat part-*.t #",
  ])
  func whatMovesRowsPassesItOn(_ line: String) throws {
    for number in Self.numbers {
      try box.writeStream("bad.t", frames("x", [4], number))
      #expect(try box.run("t2tsv bad.t > before") == .success())
      let after = try box.run("( \(line) bad.t\n) | t2tsv")
      #expect(try after == .success(box.read("before")))
      #expect(after.text.contains("\n0\t\(number)\t1\t0\n"))
    }
  }

  @Test func shufflingKeepsIt() throws {
    try box.writeStream("bad.t", frames("x", [4], .nan))
    #expect(
      try box.run("t2tsv bad.t | sort > before; t-shuffle bad.t | t2tsv | sort | cmp - before")
        == .success())
    #expect(try box.run("t-info bad.t").status == 0)
  }
}
