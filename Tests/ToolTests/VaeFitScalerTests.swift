import Foundation
import TensorIO
import Testing
import ToolSandbox

/// `vae-fit --scaler`: data in their own units, and a model that gives them back.
@Suite struct VaeFitScalerTests {
  private let box: Sandbox
  private static let rows = 300

  init() throws {
    box = try Sandbox()
    // A time stamp with milliseconds, something tiny, an amount with a long end.
    let numbers = (0..<Self.rows).flatMap { row -> [Double] in
      let u = Double(row * 7919 % Self.rows) / Double(Self.rows)
      return [1.7e9 + 5000 * u + 0.125, 1e-9 * (1 + u * u), exp(8 * (1 - u))]
    }
    try box.writeStream("x.t", [Frame([Tensor("x", shape: [Self.rows, 3], numbers)])])
    try box.writeStream(
      "frames.t",
      stride(from: 0, to: Self.rows, by: 70).map { first in
        let count = min(70, Self.rows - first)
        return try Frame([
          Tensor("x", shape: [count, 3], Array(numbers[3 * first..<3 * (first + count)]))
        ])
      })
  }

  private static let fit = "vae-fit -q -z 2 --hidden 8 -e 3 -b 32 --likelihood gaussian"
  static let words = ["standard", "minmax", "robust", "log1p"]

  /// The rows of `x.t` as a network reads them, by the scaler of `model.t`.
  private func scaled() throws -> Tensor {
    let model = try box.frames("model.t")[0]
    let words = try #require(model["@!scaler"]?.text).split(separator: "\n")
    let shift = try #require(model["scaler.shift"]).elements(of: Double.self)
    let scale = try #require(model["scaler.scale"]).elements(of: Double.self)
    let x = try #require(try box.frames("x.t")[0]["x"]).elements(of: Double.self)
    let y = x.indices.map { index in
      let column = index % 3
      let f = words[column] == "log1p" ? log1p(x[index]) : x[index]
      return Float((f - shift[column]) / scale[column])
    }
    return Tensor("x", shape: [Self.rows, 3], y)
  }

  /// The same parameters and codes as from rows that were scaled by hand; means and figures in the user's units. The C
  /// library's log1p may differ by a rounding, which is none in single precision for nearly all numbers.
  @Test(arguments: ["standard", "minmax", "robust"])
  func itIsAsIfTheRowsWereScaledByHand(_ word: String) throws {
    #expect(try box.run("\(Self.fit) --scaler \(word) x.t > model.t") == .success())
    try box.writeStream("y.t", [Frame([scaled()])])
    let outcome = try box.run(
      """
      set -e; \(Self.fit) y.t > plain.t
      vae-encode model.t x.t > a.t; vae-encode plain.t y.t | cmp - a.t
      vae-decode plain.t a.t > mean.t; vae-decode model.t a.t > x-mean.t
      vae-score model.t x.t > s.t; vae-score plain.t y.t > t.t
      """)
    #expect(outcome == .success())
    let (model, plain) = try (box.frames("model.t")[0], box.frames("plain.t")[0])
    let names = plain.tensors.map(\.name).filter { $0.hasSuffix("weight") || $0.hasSuffix("bias") }
    #expect(
      names.count == 8
        && names.allSatisfy {
          model[$0]?.elements(of: Float.self) == plain[$0]?.elements(of: Float.self)
        })
    let shift = try #require(model["scaler.shift"]).elements(of: Double.self)
    let scale = try #require(model["scaler.scale"]).elements(of: Double.self)
    let y = try #require(box.frames("mean.t")[0]["x"]).elements(of: Float.self)
    let mean = try #require(box.frames("x-mean.t")[0]["x"])
    #expect(mean.elementType == .f64 && mean.shape == [Self.rows, 3])
    #expect(
      mean.elements(of: Double.self)
        == y.indices.map { Double(y[$0]) * scale[$0 % 3] + shift[$0 % 3] })
    // Each figure is rounded to single precision, 2⁻²⁴ of some tens.
    let volume = scale.reduce(0) { $0 + log($1) }
    for (name, sign) in [("reconstruction", 1.0), ("elbo", -1), ("kl", 0), ("deviance", 0)] {
      let found = try #require(box.frames("s.t")[0][name]).elements(of: Float.self)
      let scaled = try #require(box.frames("t.t")[0][name]).elements(of: Float.self)
      for (a, b) in zip(found, scaled) {
        #expect(abs(Double(a) - Double(b) - sign * volume) < 1e-5, "\(name)")
      }
    }
    let loss = { (frame: Frame) in try #require(frame["@loss"]?.scalar(of: Double.self)) }
    #expect(abs(try loss(model) - loss(plain) - volume) < 1e-9)
  }

  /// Of log(1 + x), −log p(x) has the sum of log scale and log(1 + x).
  @Test func densitiesOfAmounts() throws {
    #expect(try box.run("\(Self.fit) --scaler log1p x.t > model.t") == .success())
    try box.writeStream("y.t", [Frame([scaled()])])
    let outcome = try box.run(
      """
      set -e; \(Self.fit) y.t > plain.t
      vae-score --at-mean model.t x.t > s.t; vae-score --at-mean plain.t y.t > t.t
      vae-score --mean --at-mean model.t x.t | awk '$1 == "reconstruction" { print $2 }'
      """)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let scale = try #require(box.frames("model.t")[0]["scaler.scale"]).elements(of: Double.self)
    let x = try #require(try box.frames("x.t")[0]["x"]).elements(of: Double.self)
    let found = try #require(box.frames("s.t")[0]["reconstruction"]).elements(of: Float.self)
    let plain = try #require(box.frames("t.t")[0]["reconstruction"]).elements(of: Float.self)
    var mean = 0.0
    for row in 0..<Self.rows {
      let volume = (0..<3).reduce(0) { $0 + log(scale[$1]) + log1p(x[3 * row + $1]) }
      // The parameters of both differ by what single precision makes of another last bit of the data.
      #expect(abs(Double(found[row]) - Double(plain[row]) - volume) < 1e-3)
      mean += Double(found[row]) / Double(Self.rows)
    }
    #expect(abs(try #require(Double(outcome.text.dropLast())) - mean) < 1e-3)
  }

  @Test(arguments: words)
  func theSameBytesHoweverTheRowsCome(_ word: String) throws {
    let outcome = try box.run(
      """
      set -e; fit="\(Self.fit) --scaler \(word)"
      $fit --threads 1 x.t > model.t
      $fit --threads 3 frames.t | cmp - model.t
      $fit --spool frames.t | cmp - model.t
      $fit -e 1 --checkpoint c.t x.t > first.t
      vae-fit -q -e 3 --resume c.t frames.t | cmp - model.t
      vae-encode --threads 1 model.t x.t > z.t; vae-encode --threads 2 model.t frames.t | t-cat -r 300 | cmp - z.t
      """)
    #expect(outcome == .success())
  }

  /// A run that goes on from a model has its scaler, whatever the data are.
  @Test func aModelThatGoesOnKeepsItsScaler() throws {
    let outcome = try box.run(
      """
      set -e; fit="\(Self.fit) --scaler standard"
      $fit x.t > model.t; t-slice -n 100 x.t > few.t
      $fit --start model.t few.t > more.t
      $fit --validate few.t -e 0 x.t > none.t
      """)
    #expect(outcome == .success())
    let (model, more) = try (box.frames("model.t")[0], box.frames("more.t")[0])
    #expect(model["@!scaler"]?.text == more["@!scaler"]?.text)
    for name in ["scaler.shift", "scaler.scale"] {
      #expect(model[name]?.elements(of: Double.self) == more[name]?.elements(of: Double.self))
    }
    #expect(
      try box.run("\(Self.fit) --scaler robust --start model.t x.t > more.t")
        == .failure(
          65,
          "vae-fit: model.t: the model has other scaler than data and options make: give the options that it was "
            + "fitted with (t-info shows them)"))
  }

  @Test(arguments: [
    (
      "--scaler standard", 64,
      "--scaler: gives numbers that are none for --likelihood bernoulli: use gaussian, laplace or log-cosh"
    ),
    (
      "--scaler standard --likelihood poisson", 64,
      "--scaler: gives numbers that are none for --likelihood poisson: use gaussian, laplace or log-cosh"
    ),
    (
      "--scaler minmax --likelihood discretised-logistic", 64,
      "--scaler: gives numbers that are none for --likelihood discretised-logistic: use gaussian, laplace or log-cosh"
    ),
    (
      "--scaler robust --likelihood continuous-bernoulli", 64,
      "--scaler: gives numbers that are none for --likelihood continuous-bernoulli: use gaussian, laplace or log-cosh"
    ),
    (
      "--scaler rank", 64,
      "--scaler: expected none, standard, minmax, robust or log1p, found 'rank'"
    ),
    (
      "--likelihood gaussian", 65,
      "x.t: frame 0: tensor 'x' is f64, expected u8 or f32: npy2t --f32 and tsv2t --type f32 round such numbers, "
        + "vae-fit --scaler takes them as they are"
    ),
    (
      "--scaler log1p --likelihood gaussian bad.t", 65,
      "bad.t: tensor 'x', row 1, column 2: -2.0, expected numbers above -1 for the scaler log1p"
    ),
    (
      "--scaler minmax --likelihood gaussian --validate huge.t", 65,
      "--validate huge.t: tensor 'x', row 0, column 1: 1e+300, which is beyond single precision once it is scaled"
    ),
  ])
  func whatIsRefused(_ options: String, _ status: Int32, _ message: String) throws {
    try box.writeStream(
      "bad.t", [Frame([Tensor("x", shape: [2, 3], [1, 2, 3, 4, 5, -2.0])])])
    try box.writeStream("huge.t", [Frame([Tensor("x", shape: [1, 3], [1, 1e300, 3])])])
    let data = options.hasSuffix("bad.t") ? "" : "x.t"
    #expect(
      try box.run("vae-fit -q -z 2 --hidden 8 \(options) \(data) > model.t")
        == .failure(status, "vae-fit: \(message)"))
  }

  /// A column that is the same in all rows has no scale, and is told.
  @Test func aConstantColumnIsNamed() throws {
    let numbers = (0..<40).flatMap { (row: Int) -> [Double] in
      [Double(row), 7, 0.1, Double(row * row)]
    }
    try box.writeStream("c.t", [Frame([Tensor("x", shape: [40, 4], numbers)])])
    let outcome = try box.run("\(Self.fit) --scaler standard c.t > model.t")
    #expect(
      outcome.status == 0
        && outcome.errors
          == "vae-fit: c.t: columns 1, 2 (counted from 0) have no spread for --scaler standard: moved to 0, not scaled\n",
      "\(outcome.errors)")
  }

  /// What leaves as a graph has the scaler in it; parameters alone do not, and a page has no use for it.
  @Test(arguments: words)
  func exports(_ word: String) throws {
    #expect(try box.run("\(Self.fit) --scaler \(word) x.t > model.t") == .success())
    let outcome = try box.run(
      """
      set -e
      vae-encode model.t x.t > encoder.t; vae-decode model.t encoder.t > decoder.t
      vae-score --at-mean model.t x.t > scorer.t
      for part in encoder decoder scorer; do
        vae-export --onnx $part model.t > $part.onnx
        \(VaeExportTests.evaluate) $part.onnx $([[ $part == decoder ]] && echo encoder.t || echo x.t) $part.t
      done
      """)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.text.split(separator: "\n").map { $0.split(separator: " ") }
    // z and z_logvar, x, reconstruction and kl.
    #expect(lines.count >= 5)
    for line in lines { #expect(try #require(Double(line[1])) < 2e-5, "\(line)") }
    #expect(
      try box.run("vae-export --html model.t > page.html")
        == .failure(
          65,
          "vae-export: model.t: the page shows pictures, and a model with a scaler gives numbers: use --onnx"
        ))
    #expect(
      try box.run("vae-export --onnx decoder --u8 model.t > g.onnx")
        == .failure(
          65,
          "vae-export: model.t: the model was fitted to scaled numbers, no bytes: leave --u8 out"))
    #expect(
      try box.run("vae-decode --u8 model.t encoder.t > x.t")
        == .failure(
          64,
          "vae-decode: --u8: model.t was fitted to scaled numbers and gives numbers: leave it out"))
    let parameters = try box.run(
      "vae-export --safetensors model.t | vae-import --like model.t | cmp - model.t")
    #expect(
      parameters.status == 0
        && parameters.errors
          == "vae-export: model.t: the scaler is not among the parameters: what the network reads is "
          + "(x - scaler.shift) / scaler.scale\n",
      "\(parameters.errors)")
  }
}
