import Datasets
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import Training
import VAE

/// Residual blocks with group normalisation, forward and back, against their definition in Double.
@Suite struct ResidualTests {
  /// 5×4 pixels of 2 channels, made 3×2 of 8 by a block with a shortcut of its own; behind it a block whose input is
  /// added as it is.
  private struct Blocks {
    let activation: Activation
    let images: [ImageShape] = [
      ImageShape(height: 5, width: 4, channels: 2), ImageShape(height: 3, width: 2, channels: 8),
    ]
    let chain: Sequential

    init(_ activation: Activation) {
      self.activation = activation
      let (large, small) = (images[0], images[1])
      func convolution(_ input: ImageShape, kernel: Int, stride: Int) -> Convolution {
        Convolution(
          ConvolutionPlan(
            input: input, filters: 8, kernel: (height: kernel, width: kernel), stride: stride),
          weightShape: [8, kernel, kernel, input.channels], stride: stride, activation: .identity)
      }
      func body(_ input: ImageShape, stride: Int) -> Sequential {
        Sequential([
          convolution(input, kernel: 3, stride: stride),
          GroupNorm(small, activation: activation),
          convolution(small, kernel: 3, stride: 1), GroupNorm(small, activation: .identity),
        ])
      }
      chain = Sequential([
        Residual(
          body(large, stride: 2), shortcut: Sequential([convolution(large, kernel: 2, stride: 2)]),
          activation: activation),
        Residual(body(small, stride: 1), shortcut: nil, activation: .identity),
      ])
    }

    var parameters: [Parameter] { chain.groups("block").flatMap { $0.group.parameters } }

    /// The output for one example, from parameters in their order.
    func reference(_ parameters: [[Double]], _ x: [Double]) -> [Double] {
      var rest = parameters[...]
      func convolution(_ x: [Double], _ image: ImageShape, kernel: Int, stride: Int) -> [Double] {
        let images = ReferenceImages(
          large: (image.height, image.width), kernel: kernel, stride: stride)
        return ReferenceLayer(
          weights: rest.removeFirst(), bias: rest.removeFirst(), map: .convolution(images),
          activation: .identity)(x)
      }
      func norm(_ x: [Double]) -> [Double] {
        let (scale, shift) = (rest.removeFirst(), rest.removeFirst())
        // 8 channels are two groups of 4.
        return x.indices.map { row in
          let group = x.indices.filter { $0 % 8 / 4 == row % 8 / 4 }
          let mean = group.reduce(0) { $0 + x[$1] } / Double(group.count)
          let variance =
            group.reduce(0) { $0 + (x[$1] - mean) * (x[$1] - mean) } / Double(group.count)
          return scale[row % 8] * (x[row] - mean) / (variance + 1e-5).squareRoot() + shift[row % 8]
        }
      }
      func body(_ x: [Double], _ image: ImageShape, stride: Int) -> [Double] {
        let hidden = norm(convolution(x, image, kernel: 3, stride: stride))
        return norm(
          convolution(hidden.map(activation.reference), images[1], kernel: 3, stride: 1))
      }
      let first = body(x, images[0], stride: 2)
      let beside = convolution(x, images[0], kernel: 2, stride: 2)
      let middle = zip(first, beside).map { activation.reference($0 + $1) }
      return zip(body(middle, images[1], stride: 1), middle).map { $0 + $1 }
    }
  }

  /// Numbers in [−1, 1] that no two tests share.
  private static func numbers(_ count: Int, _ seed: Int) -> [Float] {
    (0..<count).map { Float(($0 * 7919 + seed * 104_729) % 2003 - 1001) / 1001 }
  }

  /// Against central differences of Σ r · y in Double. Activations that keep their slopes, and that do not.
  @Test(arguments: paths.indices, [Activation.tanh, .gelu, .softplus])
  func gradientsAreThoseOfTheDefinition(path: Int, activation: Activation) {
    let (engine, blocks, columns) = (
      Engine(kernels: paths[path], threads: 2), Blocks(activation), 3
    )
    var parameters = blocks.parameters.enumerated().map { index, parameter in
      let values = Self.numbers(parameter.values.count, index).map {
        parameter.plan.shape.count > 1 ? $0 / 4 : $0
      }
      parameter.values = values
      return values.map(Double.init)
    }
    let input = Matrix(rows: blocks.images[0].features, columns: columns)
    input.rowMajor = Self.numbers(input.rows * columns, 77)
    let weights = Matrix(rows: blocks.images[1].features, columns: columns)
    weights.rowMajor = Self.numbers(weights.rows * columns, 78)

    let trace = Trace(blocks.chain, batch: columns, training: true)
    trace.forward(input.panels, layers: 0..<2, engine: engine)
    engine.forPanels(columns) {
      engine.kernels.activateRows(
        weights.panels, activation: .identity, result: trace.gradient(1, columns: columns),
        panels: $0)
    }
    let inputGradient = Matrix(rows: input.rows, columns: columns)
    trace.backward(input.panels, inputGradient: inputGradient.panels, engine: engine)
    engine.transpose(trace.transpositions(input.panels))
    let factors = trace.factors(input.panels)
    let groups = blocks.chain.groups("block")
    #expect(factors.count == groups.count)
    let found = zip(groups, factors).flatMap { entry, factors in
      let results = entry.group.parameters.map { $0.storage.zeros() }
      entry.group.gradients(
        factors, results: results, scratch: Buffer(count: entry.group.scratchSize), engine: engine)
      return results.map(\.values)
    }

    func column(_ matrix: Matrix, _ column: Int) -> [Double] {
      (0..<matrix.rows).map { Double(matrix[$0, column]) }
    }
    var x = (0..<columns).map { column(input, $0) }
    let r = (0..<columns).map { column(weights, $0) }
    func loss(_ n: Int) -> Double {
      zip(blocks.reference(parameters, x[n]), r[n]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    // Sums of 18 to 72 terms, one behind the other, and two for each normalisation: 400 terms in all. A normalisation
    // multiplies errors by what its numbers are larger than their deviation, here below 8. As in `Bound`, terms that
    // cancel are 4 times as large as their sum.
    let unit = 4 * 8 * 400 * 0x1p-24
    func expectClose(_ found: [Double], _ exact: [Double], _ name: String) {
      let largest = exact.map(\.magnitude).max() ?? 0
      let error = zip(found, exact).map { abs($0 - $1) }.max() ?? .nan
      #expect(error <= unit * max(1, largest) + 1e-7, "\(name), whose largest is \(largest)")
    }
    for n in 0..<columns {
      let output = trace.output(1, columns: columns)
      expectClose(
        (0..<output.rows).map { Double(output[$0, n]) }, blocks.reference(parameters, x[n]),
        "output")
      let exact = x[n].indices.map { index in
        difference({ x[n][index] += $0 }, { loss(n) })
      }
      expectClose(column(inputGradient, n), exact, "input")
    }
    for (number, values) in found.enumerated() {
      let exact = values.indices.map { index in
        difference(
          { parameters[number][index] += $0 }, { (0..<columns).reduce(0) { $0 + loss($1) } })
      }
      expectClose(values.map(Double.init), exact, "parameter \(number)")
    }
  }

  private func difference(_ move: (Double) -> Void, _ loss: () -> Double) -> Double {
    move(1e-5)
    let above = loss()
    move(-2e-5)
    let below = loss()
    move(1e-5)
    return (above - below) / 2e-5
  }

  static let networks: [Case] = [
    Case("residual", [5, 7, 2], .res([3, 12], hidden: [5], .leakyReLU), .gaussian(size: 2)),
    Case("one pixel", [1, 1], .res([1, 8], hidden: [3], .gelu)),
    Case("one stride", [4, 3], .res([4, 4], stride: 1, hidden: [], .tanh), rows: 33),
    Case("no block", [4, 3], .res([], hidden: [5], .relu)),
  ]

  /// The file has a place for each parameter, and the configuration tells its shape before there is memory.
  @Test(arguments: networks)
  func comesBackFromItsFile(test: Case) throws {
    let engine = try Engine(threads: 1)
    let model = test.model(engine.kernels)
    let record = TrainingRecord(
      version: "1", settings: test.settings, examples: test.rows, epochs: 0)
    let frame = try ModelFile(model, record: record).frame()
    let read = try ModelFile(frame).model
    #expect(read.configuration == test.configuration)
    #expect(read.parameters == model.parameters)
    #expect(
      test.configuration.parameterCount == model.parameters.dropLast().reduce(0) { $0 + $1.count })
    for name in frame.tensors.map(\.name) where name.hasPrefix("encoder.") {
      let rest = try Frame(frame.tensors.filter { $0.name != name })
      #expect(throws: VAEError.self, "without \(name)") { _ = try ModelFile(rest) }
    }
  }

  /// Extremes train to finite numbers, and the loss falls: one pixel, and data that are all alike.
  @Test(arguments: networks, [false, true])
  func lossFalls(test: Case, isFlat: Bool) throws {
    let engine = try Engine(threads: 2)
    let model = test.model(engine.kernels)
    let data = try test.data(isFlat ? test.bytes.map { _ in 200 } : test.bytes)
    let trainer = Trainer(model, settings: test.settings, examples: data.count, engine: engine)
    let before = trainer.evaluator().figures(data).loss
    for epoch in 1...40 { _ = try trainer.runEpoch(epoch, data) { _, _ in } }
    #expect(trainer.evaluator().figures(data).loss < before)
    let areFinite = model.parameters.joined().allSatisfy(\.isFinite)
    #expect(areFinite)
  }

  @Test func pseudoInputsNeedAnotherFirstLayer() {
    var configuration = Self.networks[0].configuration
    configuration.prior = VampPrior(components: 3)
    #expect(throws: VAEError.self) { try configuration.checkSizes() }
  }

  /// A block begins as its shortcut: the scales of its last norm are 0, those of the first 1.
  @Test(arguments: paths.indices)
  func aBlockBeginsAsItsShortcut(path: Int) {
    let network = Network(
      .init(.residual, filters: [4, 6], kernel: 3, stride: 2), hidden: [], activation: .relu)
    let model = Case("res", [8, 8], network, .gaussian(size: 2)).configuration
    let fresh = Model(model)
    fresh.initialize(seed: 1, kernels: paths[path])
    let scales = fresh.encoder.groups("encoder").flatMap { name, group in
      group.parameters.filter { $0.name == "weight" }.map { (name, $0.values) }
    }
    let (first, last) = (
      scales.filter { $0.0.hasSuffix("body.1") }, scales.filter { $0.0.hasSuffix("body.3") }
    )
    #expect(first.count == 2 && first.allSatisfy { $0.1.allSatisfy { $0 == 1 } })
    #expect(last.count == 2 && last.allSatisfy { $0.1.allSatisfy { $0 == 0 } })
  }
}
