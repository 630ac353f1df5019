import TensorIO
import Testing
import ToolSandbox

/// A run that ends worse than the data's mean says so in one line, also under `-q`; its model is written all the same.
@Suite struct VaeFitShortfallTests {
  private let box: Sandbox

  /// Four kinds of rows in turn, with a little of their own.
  init() throws {
    box = try Sandbox()
    var bytes: [UInt8] = []
    for row in 0..<64 {
      for column in 0..<12 {
        let bright = 230 - row % 5 * (column % 3)
        bytes.append(UInt8(column / 3 == row % 4 ? bright : row % 7))
      }
    }
    try box.writeStream("x.t", [Frame([Tensor("x", shape: [64, 12], bytes)])])
  }

  private let line = "vae-fit -q -z 2 --hidden 8 -b 8 -o m.t"

  /// What is too fast, and what has hardly begun.
  @Test(arguments: [
    ("--lr 10 -e 2", "a smaller --lr may help"),
    ("--lr 10 -e 2 -m ae", "a smaller --lr may help"),
    ("--lr 10 -e 2 --objective iwae:3", "a smaller --lr may help"),
    ("--lr 10 -e 2 --objective wae-imq:9", "a smaller --lr may help"),
    ("--lr 1e-9 -e 1 --init he", "more epochs may help"),
  ])
  func itIsSaid(_ options: String, _ hint: String) throws {
    let run = try box.run("\(line) \(options) x.t", verdict: true)
    #expect(run.status == 0)
    #expect(run.errors.hasPrefix("vae-fit: the model is worse than the data's mean: a loss of "))
    #expect(run.errors.hasSuffix("; \(hint)\n"))
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(try box.run("t-info m.t | grep -c @loss").text == "1\n")
  }

  /// The figure of the mean is that of its definition, and the same on any threads.
  @Test func theFiguresAreTheSameOnAnyThreads() throws {
    let runs = try ["1", "2", "3"].map {
      try box.run("\(line) --lr 10 -e 2 --threads \($0) x.t", verdict: true).errors
    }
    #expect(Set(runs).count == 1)
  }

  /// Numbers of millions: the cause is named.
  @Test func largeDataAreNamed() throws {
    let numbers: [Float] = (0..<64 * 4).map { place in
      let size: Float = place % 4 == 0 ? 3e6 : 1e6
      return size * Float(place % 7)
    }
    try box.writeStream("large.t", [Frame([Tensor("x", shape: [64, 4], numbers)])])
    let run = try box.run(
      "\(line) --likelihood gaussian:1 --lr 1e-9 -e 1 --init he large.t", verdict: true)
    #expect(run.status == 0)
    #expect(run.errors.contains("; scale the data (1.8e+07 in row "))
  }

  /// Columns as people have them, a height, a weight and an income: codes that are far from the prior, though the
  /// reconstruction is that of the mean. More epochs, or a smaller rate, would not help.
  @Test(arguments: ["gaussian:learned", "gaussian:pixel", "laplace", "log-cosh"])
  func columnsThatAreNotScaledAreNamed(_ likelihood: String) throws {
    var numbers: [Float] = []
    for row in 0..<64 {
      numbers += [150 + row * 7 % 50, 50 + row * 11 % 40, 20000 + row * 631 % 61000].map(Float.init)
    }
    try box.writeStream("people.t", [Frame([Tensor("x", shape: [64, 3], numbers)])])
    let largest = try #require(numbers.max())
    let row = try #require(numbers.firstIndex(of: largest)) / 3
    let run = try box.run("\(line) --likelihood \(likelihood) -e 20 people.t", verdict: true)
    #expect(run.status == 0)
    let cure = "; give each column a mean near 0 and a deviation near 1 (\(largest) in row \(row))"
    #expect(run.errors.contains(cure), "\(run.errors)")
  }

  /// Columns as they came, such as heights in centimetres, and millionths: no rate and no number of epochs helps.
  @Test(arguments: [(Float(170), Float(1)), (0, 1e-5)])
  func columnsOfAnotherScaleAreNamed(_ height: Float, _ size: Float) throws {
    let numbers: [Float] = (0..<64 * 4).map { place in
      let number = size * Float(place * place % 7 - 3)
      return place % 4 == 0 ? height + number : number
    }
    try box.writeStream("table.t", [Frame([Tensor("x", shape: [64, 4], numbers)])])
    let run = try box.run(
      "\(line) --likelihood gaussian:learned --init he -e 5 table.t",
      verdict: true)
    #expect(run.status == 0)
    #expect(
      run.errors.contains("; give each column a mean near 0 and a deviation near 1 ("),
      "\(run.errors)")
  }

  /// One number is the whole loss, of the mean and of the model alike: neither is worse, and neither tells anything.
  @Test func aLossOfOneLargeNumberIsNamed() throws {
    var numbers: [Float] = (0..<64 * 4).map { Float($0 % 7) / 4 - 0.75 }
    numbers[37 * 4] = 1e18
    try box.writeStream("large.t", [Frame([Tensor("x", shape: [64, 4], numbers)])])
    let run = try box.run("\(line) --likelihood gaussian -e 2 large.t", verdict: true)
    #expect(run.status == 0)
    #expect(
      run.errors
        == "vae-fit: the loss is that of the largest numbers alone; scale the data (1e+18 in row 37)\n"
    )
  }

  /// The first weights have the mean of all rows, so one row spoils the loss of a step that it has no part in.
  @Test func aLargeRowIsNamedWhereverItIs() throws {
    var numbers: [Float] = (0..<64 * 4).map { Float($0 % 7) - 3 }
    for row in [0, 20, 63] {
      numbers[row * 4] = 1e30
      try box.writeStream("large.t", [Frame([Tensor("x", shape: [64, 4], numbers)])])
      #expect(
        try box.run("\(line) --likelihood gaussian large.t")
          == .failure(
            65,
            "vae-fit: large.t: epoch 1, step 1: the loss is not a number; the data are too large for single "
              + "precision (1e+30 in row \(row)): scale them"))
      numbers[row * 4] = 0
    }
  }

  /// Nothing else is said; the last would have ended worse.
  @Test(arguments: ["-e 0", "-e 20 --lr 0.01", "-e 20 --lr 0.01 -m ae", "-e 20 --lr 0.01 -m vq"])
  func nothingElseIs(_ options: String) throws {
    #expect(try box.run("\(line) \(options) x.t", verdict: true) == .success())
  }
}
