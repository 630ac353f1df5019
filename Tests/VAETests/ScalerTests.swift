import Datasets
import Foundation
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import VAE
import Words

/// Scalers against plain arithmetic.
@Suite struct ScalerTests {
  /// Rows of four columns that differ in size, place and spread.
  private static let rows: [[Double]] = (0..<137).map { row in
    let u = Double(row * 7919 % 137) / 137
    return [1e9 + 300 * u, 1e-7 * (u - 0.5), exp(9 * u), Double(row % 5)]
  }

  private static func frame(_ rows: some Collection<[Double]>) throws -> Frame {
    try Frame([Tensor("x", shape: [rows.count, 4], rows.flatMap { $0 })])
  }

  private static func dataset(_ frames: [Frame]) throws -> Dataset {
    var data = Dataset(scales: true)
    for frame in frames { try data.append(frame, likelihood: .gaussian(.fixed(0.5))) }
    try data.finish()
    return data
  }

  private static func scaler(_ word: String) throws -> Scaler {
    try dataset([frame(rows)]).scaler(try #require(Scaling(word))).scaler
  }

  /// Both are within 4 units in the last place of the C library's, which are within one of the truth.
  @Test func logarithmsAndExponentials() {
    for exponent in stride(from: -320.0, through: 308, by: 0.37) {
      for x in [pow(10, exponent), -pow(10, exponent)] {
        let e = expMinusOne(x)
        #expect(
          e == expm1(x) || abs(e - expm1(x)) <= 5 * expm1(x).ulp, "exp(\(x)) - 1: \(e), \(expm1(x))"
        )
        guard x > -1 else { continue }
        #expect(abs(logOnePlus(x) - log1p(x)) <= 5 * log1p(x).ulp, "log(1 + \(x))")
      }
    }
    #expect(
      expMinusOne(709.7) == expm1(709.7) || abs(expMinusOne(709.7) / expm1(709.7) - 1) < 1e-15)
    #expect(expMinusOne(710) == .infinity && expMinusOne(-800) == -1)
    #expect(logOnePlus(-1).isNaN && logOnePlus(-2).isNaN && logOnePlus(.infinity).isNaN)
  }

  /// Sums of 137 numbers of one size err by 137 · 2⁻⁵³ = 1.5e-14 of it at most, and the distances from a mean of 10⁹
  /// by 10⁹ · 1.5e-14 / 87, their deviation: 1.8e-7 of it.
  @Test func everyRule() throws {
    for column in 0..<4 {
      let x = Self.rows.map { $0[column] }
      let n = Double(x.count)
      func moments(_ x: [Double]) -> (Double, Double) {
        let mean = x.reduce(0, +) / n
        return (mean, (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot())
      }
      let sorted = x.sorted()
      // 136 · 0.25 = 34: quartiles of 137 numbers are numbers of theirs.
      let expected: [(String, (Double, Double))] = [
        ("none", (0, 1)), ("standard", moments(x)), ("log1p", moments(x.map(log1p))),
        ("minmax", (sorted[0], sorted[136] - sorted[0])),
        ("robust", (sorted[68], sorted[102] - sorted[34])),
      ]
      for (word, (shift, scale)) in expected {
        let found = try Self.scaler(word).columns[column]
        #expect(
          abs(found.shift - shift) <= 2e-14 * max(abs(shift), scale), "\(word), column \(column)")
        #expect(abs(found.scale - scale) <= 2e-7 * scale, "\(word), column \(column)")
      }
    }
  }

  /// As NumPy has it: linear between neighbours.
  @Test func quantilesBetweenNumbers() {
    let numbers = ColumnNumbers([4, 1, 10, 2])
    #expect([0, 0.25, 0.5, 0.75, 1].map(numbers.quantile) == [1, 1.75, 3, 5.5, 10])
    #expect(ColumnNumbers([3]).quantile(0.75) == 3)
  }

  /// A column of one number, also of one whose mean is rounded, has no spread; nor has one for the quartiles.
  @Test func aColumnWithoutSpreadIsNamed() throws {
    let rows = (0..<49).map { [0.1, 7, $0 == 0 ? 5 : 4, Double($0)] }
    let data = try Self.dataset([Self.frame(rows)])
    for (word, constant) in [
      ("standard", [0, 1]), ("minmax", [0, 1]), ("robust", [0, 1, 2]), ("none", []),
    ] {
      let (scaler, found) = try data.scaler(try #require(Scaling(word)))
      #expect(found == constant, "\(word)")
      #expect(
        constant.allSatisfy {
          scaler.columns[$0].scale == 1 && scaler.columns[$0].shift == rows[0][$0]
        })
    }
  }

  /// Rows are the same in whatever frames and types they come, where the types hold them.
  @Test func framesAndTypesDoNotMatter() throws {
    let rows = (0..<5000).map { row in (0..<4).map { Double(row * (7 + $0) % 251) } }
    let expected = try Self.dataset([Self.frame(rows)])
    let pieces = try stride(from: 0, to: 5000, by: 617).map {
      try Self.frame(rows[$0..<min(5000, $0 + 617)])
    }
    let numbers = rows.flatMap { $0 }
    let types = [
      Tensor("x", shape: [5000, 4], numbers.map { Float($0) }),
      Tensor("x", shape: [5000, 4], numbers.map { Int32($0) }),
      Tensor("x", shape: [5000, 4], numbers.map { UInt8($0) }),
    ]
    let others = try [pieces] + types.map { [try Frame([$0] + Frame.unitTensors(1))] }
    for scaling in Scaling.words.compactMap({ $0.make([]) }) {
      let scaler = try expected.scaler(scaling).scaler
      for frames in others {
        #expect(try Self.dataset(frames).scaler(scaling).scaler == scaler)
      }
    }
  }

  /// The volume is the sum of the logarithms of ∂x/∂y, here by central differences of h = 2⁻¹⁰. Of an exponential of
  /// scale · y they are off by (h · scale)²/6, and x by the rounding of f(x), which is 2⁻⁵³ of it, and by its own.
  @Test(arguments: ["none", "standard", "minmax", "robust", "log1p"])
  func theVolumeIsThatOfTheMap(_ word: String) throws {
    let scaler = try Self.scaler(word)
    let h: Float = 0x1p-10
    for place: Float in [-1.5, 0, 0.25, 2] {
      func x(_ offset: Float) throws -> [Double] {
        let y = (0..<4).map { _ in place + offset }
        return try scaler.restored(Tensor("x", shape: [1, 4], y), firstRow: 0)
          .elements(of: Double.self)
      }
      let (above, below, middle) = (try x(h), try x(-h), try x(0))
      var (sum, bound) = (0.0, 1e-13)
      for (index, column) in scaler.columns.enumerated() {
        let difference = above[index] - below[index]
        sum += log(difference / Double(2 * h))
        let isLogarithm = column.scaling.rule.takesLogarithm
        if isLogarithm { bound += pow(Double(h) * column.scale, 2) / 6 * 1.01 }
        let size =
          abs(middle[index]) + abs(column.shift) * (isLogarithm ? abs(middle[index]) + 1 : 1)
        bound += 4 * 0x1p-53 * size / difference
      }
      let volume = middle.withUnsafeBufferPointer(scaler.volume)
      #expect(abs(volume - sum) < bound && bound < 1e-4, "\(word) at \(place)")
    }
  }

  /// What a decoder gives goes back to the row, but for the rounding of y to single precision.
  @Test(arguments: ["none", "standard", "minmax", "robust", "log1p"])
  func thereAndBack(_ word: String) throws {
    let scaler = try Self.scaler(word)
    let examples = try Examples(Self.frame(Self.rows), shape: [4], scaler: scaler)
    let back = try scaler.restored(examples.tensor, firstRow: 0).elements(of: Double.self)
    for (row, numbers) in Self.rows.enumerated() {
      for (column, x) in numbers.enumerated() {
        let part = scaler.columns[column]
        // Of y, half a unit of 2⁻²³ of y itself; of log(1 + x) the factor 1 + x comes to it.
        let y = part.scaling.rule.takesLogarithm ? log1p(x) : x
        let slope = part.scaling.rule.takesLogarithm ? 1 + abs(x) : 1
        let bound = slope * (abs(y - part.shift) * 0x1p-23 + abs(y) * 0x1p-50)
        #expect(abs(back[row * 4 + column] - x) <= bound, "\(word), row \(row), column \(column)")
      }
    }
  }

  /// A density of the user's numbers is that of the scaled ones less the volume, for every figure that has it.
  @Test(arguments: ["standard", "log1p"])
  func densitiesAreOfTheUsersNumbers(_ word: String) throws {
    let scaler = try Self.scaler(word)
    var configuration = Configuration(
      exampleShape: [4], network: .mlp([6], .tanh), bottleneck: .gaussian(size: 2),
      likelihood: .gaussian(.fixed(0.5)))
    let plain = Model(configuration)
    configuration.scaler = scaler
    let model = Model(configuration)
    let engine = try Engine(threads: 2)
    for model in [plain, model] { model.initialize(seed: 3, kernels: engine.kernels) }
    let examples = try Examples(Self.frame(Self.rows), of: configuration, firstRow: 0)
    let settings = ScoringSettings(draws: .importance(3), seed: 5)
    let scaled = Scorer(plain, settings: settings, engine: engine)
      .score(examples.tensor, labels: [], firstRow: 0)
    let found = Scorer(model, settings: settings, engine: engine)
      .score(examples.tensor, volumes: examples.volumes, labels: [], firstRow: 0)
    #expect(found.divergence == scaled.divergence && found.deviance == scaled.deviance)
    for row in Self.rows.indices {
      let volume = Self.rows[row].withUnsafeBufferPointer(scaler.volume)
      #expect(volume == examples.volumes[row] && abs(volume) > 1)
      // Each figure is rounded once, to 2⁻²⁴ of itself.
      func expect(_ a: Float, _ b: Float, _ sign: Double) {
        let expected = Double(b) + sign * volume
        #expect(
          abs(Double(a) - expected) <= 0x1p-23 * (abs(expected) + abs(Double(b))), "row \(row)")
      }
      expect(found.reconstruction[row], scaled.reconstruction[row], 1)
      expect(try #require(found.elbo)[row], try #require(scaled.elbo)[row], -1)
      expect(try #require(found.logLikelihood)[row], try #require(scaled.logLikelihood)[row], -1)
    }
  }
}
