import Foundation
import InstructionSets
import Kernels
import Networks
import Testing
import VAE

/// Flows of affine couplings against the reference in Double.
@Suite struct FlowTests {
  /// Widths, even and odd, couplings, hidden units and columns that divide nothing.
  struct Sizes: Sendable, CustomTestStringConvertible {
    let width, couplings, hidden, batch: Int
    var draws = 1

    var testDescription: String {
      "width \(width), \(couplings) couplings of \(hidden), \(draws) × \(batch)"
    }
    /// Draws side by side, each in whole panels.
    var columns: Int { (draws - 1) * Panels.panels(batch) * 32 + batch }
    func isReal(_ column: Int) -> Bool { column % (Panels.panels(batch) * 32) < batch }

    /// A flow whose every parameter matters, biases too.
    ///
    /// - Parameter size: of the weights.
    func flow(_ size: Float = 1.5) -> Flow {
      let flow = Flow(Flow.Shape(couplings: couplings, hidden: hidden), width: width)
      for (number, entry) in flow.namedLayers("").enumerated() {
        let scale = size / Float(entry.layer.inputs).squareRoot()
        entry.layer.fileWeights = numbers(
          entry.layer.fileWeights.count, seed: number + 1, scale: scale)
        entry.layer.bias.elements = numbers(
          entry.layer.bias.count, seed: number + 99, scale: 0.5)
      }
      return flow
    }

    /// `[rows, columns]`, with NaN in the columns without an example.
    func matrix(rows: Int, seed: Int, scale: Float = 1) -> Matrix {
      let matrix = Matrix(rows: rows, columns: Panels.panels(columns) * 32)
      let values = numbers(rows * columns, seed: seed, scale: scale)
      for column in 0..<matrix.columns {
        for row in 0..<rows {
          let isReal = column < columns && isReal(column)
          matrix[row, column] = isReal ? values[row * columns + column] : .nan
        }
      }
      return matrix
    }
  }

  static let sizes = [
    Sizes(width: 2, couplings: 1, hidden: 3, batch: 7),
    Sizes(width: 3, couplings: 2, hidden: 5, batch: 1),
    Sizes(width: 5, couplings: 3, hidden: 9, batch: 33),
    Sizes(width: 8, couplings: 4, hidden: 6, batch: 70),
    Sizes(width: 4, couplings: 3, hidden: 4, batch: 5, draws: 3),
    Sizes(width: 19, couplings: 2, hidden: 35, batch: 40, draws: 2),
  ]

  /// What a pass leaves behind, in the columns with an example, one after the other.
  private struct Results: Equatable {
    var outputs: [[Float]] = []
    var logDeterminants: [Float] = []
    var inputGradients: [[Float]] = []
    /// Weights and biases of each layer.
    var layers: [[Float]] = []
    var inverses: [[Float]] = []
    /// Whether all else is 0 or finite.
    var isClean = true
  }

  private func run(_ sizes: Sizes, _ flow: Flow, _ engine: Engine) -> Results {
    let (width, columns) = (sizes.width, sizes.columns)
    let pass = FlowPass(flow, size: columns, training: true, engine: engine)
    let input = sizes.matrix(rows: width, seed: 5, scale: 2)
    let outputGradient = sizes.matrix(rows: width, seed: 6)
    let weights = sizes.matrix(rows: 1, seed: 7)
    let weightLine = (0..<Panels.panels(columns) * 32).map { weights[0, $0] }
    let output = Matrix(rows: width, columns: columns)
    let gradient = Matrix(rows: width, columns: columns)
    let sums = Buffer(count: weightLine.count)
    func view(_ matrix: Matrix) -> Panels { matrix.view(rows: width, columns: columns) }
    pass.forward(
      view(input), output: output.panels, logDeterminant: sums.base, batch: sizes.batch)
    pass.backward(
      outputGradient: view(outputGradient), weights: weightLine, inputGradient: gradient.panels)
    defer { withExtendedLifetime((input, outputGradient, pass)) {} }
    var results = Results()
    let empty = Flow(flow.shape, width: width)
    for (factors, entry) in zip(pass.factors, empty.namedLayers("")) {
      entry.layer.weightGradient(
        factors, result: entry.layer.weights, bias: entry.layer.bias,
        scratch: Buffer(count: 0), engine: engine)
      results.layers.append(entry.layer.fileWeights + entry.layer.bias.elements)
    }
    // Without memory for a way back.
    let inverse = Matrix(rows: width, columns: columns)
    FlowPass(flow, size: columns, training: false, engine: engine)
      .inverse(output.panels, input: inverse.panels)
    for column in 0..<columns {
      func line(_ matrix: Matrix) -> [Float] { (0..<width).map { matrix[$0, column] } }
      guard sizes.isReal(column) else {
        let isZero = line(gradient).allSatisfy { $0 == 0 }
        results.isClean =
          results.isClean && isZero && line(output).allSatisfy(\.isFinite)
          && sums.elements[column].isFinite
        continue
      }
      results.outputs.append(line(output))
      results.inputGradients.append(line(gradient))
      results.inverses.append(line(inverse))
      results.logDeterminants.append(sums.elements[column])
    }
    return results
  }

  /// The examples as `run` meets them: input, gradient on the output, weight of −log|det|.
  private func examples(_ sizes: Sizes) -> [(x: [Double], dy: [Double], weight: Double)] {
    let input = sizes.matrix(rows: sizes.width, seed: 5, scale: 2)
    let gradient = sizes.matrix(rows: sizes.width, seed: 6)
    let weights = sizes.matrix(rows: 1, seed: 7)
    return (0..<sizes.columns).filter(sizes.isReal).map { column in
      (
        (0..<sizes.width).map { Double(input[$0, column]) },
        (0..<sizes.width).map { Double(gradient[$0, column]) }, Double(weights[0, column])
      )
    }
  }

  @Test(arguments: sizes)
  func valuesAndTheWayBack(sizes: Sizes) throws {
    // So small that the worst case stays below the values.
    let flow = sizes.flow(0.5)
    let reference = ReferenceFlow(flow)
    let bound = FlowBound(reference: reference)
    let results = run(sizes, flow, try Engine(threads: 2))
    #expect(results.isClean)
    for (number, example) in examples(sizes).enumerated() {
      let exact = reference(example.x)
      let errors = bound.forward(example.x)
      // Bounds that say something.
      #expect(errors.output < 1e-2 && errors.logDeterminant < 1e-2)
      for (found, exact) in zip(results.outputs[number], exact.output) {
        #expect(abs(Double(found) - exact) <= errors.output)
      }
      let found = Double(results.logDeterminants[number])
      #expect(abs(found - exact.logDeterminant) <= errors.logDeterminant)
      // Differences of doubles err by 1e-16/1e-6 and by the square of the step times third derivatives.
      #expect(
        abs(found - reference.numericalLogDeterminant(example.x)) <= errors.logDeterminant + 1e-7)
      let roundTrip = bound.roundTrip(example.x)
      #expect(roundTrip < 0.1)
      for (found, exact) in zip(results.inverses[number], example.x) {
        #expect(abs(Double(found) - exact) <= roundTrip)
      }
    }
  }

  /// Of Σ over the examples of dy·y − weight·log|det|. The bound is that of `Bound`: the terms of all
  /// sums on the way and back, and 4 for what cancels.
  @Test(arguments: sizes)
  func gradientsMatchCentralDifferences(sizes: Sizes) throws {
    let flow = sizes.flow()
    let results = run(sizes, flow, try Engine(threads: 2))
    let examples = examples(sizes)
    var reference = ReferenceFlow(flow)
    let terms = flow.namedLayers("").reduce(sizes.columns) {
      $0 + $1.layer.inputs + $1.layer.outputs + 32
    }
    func loss(_ x: [Double], _ dy: [Double], _ weight: Double) -> Double {
      let (y, logDeterminant) = reference(x)
      return zip(dy, y).reduce(-weight * logDeterminant) { $0 + $1.0 * $1.1 }
    }
    let step = 1e-6
    func expectClose(_ found: [Float], _ exact: [Double], _ what: String) {
      let largest = exact.map(\.magnitude).max() ?? 0
      let error = zip(found, exact).map { abs(Double($0) - $1) }.max() ?? .nan
      #expect(found.count == exact.count)
      #expect(
        error <= 4 * Double(terms) * 0x1p-24 * largest + 1e-7, "\(what), largest \(largest)")
    }
    for (number, example) in examples.enumerated() {
      let exact = example.x.indices.map { place in
        var (above, below) = (example.x, example.x)
        above[place] += step
        below[place] -= step
        return (loss(above, example.dy, example.weight) - loss(below, example.dy, example.weight))
          / (2 * step)
      }
      expectClose(results.inputGradients[number], exact, "input \(number)")
    }
    for layer in results.layers.indices {
      let (coupling, place) = (layer / 2, layer % 2)
      func difference(_ path: WritableKeyPath<ReferenceLayer, Double>) -> Double {
        func total(_ change: Double) -> Double {
          reference.networks[coupling][place][keyPath: path] += change
          defer { reference.networks[coupling][place][keyPath: path] -= change }
          return examples.reduce(0) { $0 + loss($1.x, $1.dy, $1.weight) }
        }
        return (total(step) - total(-step)) / (2 * step)
      }
      let original = reference.networks[coupling][place]
      let exact =
        original.weights.indices.map { difference(\.weights[$0]) }
        + original.bias.indices.map { difference(\.bias[$0]) }
      expectClose(results.layers[layer], exact, "layer \(layer)")
    }
  }

  @Test(arguments: sizes)
  func theSameBitsEverywhere(sizes: Sizes) {
    let flow = sizes.flow()
    let all = paths.flatMap { kernels in
      [1, 2, 3].map { run(sizes, flow, Engine(kernels: kernels, threads: $0)) }
    }
    for other in all.dropFirst() { #expect(other == all[0]) }
  }

  /// A flow begins as the identity, bit for bit, with a gradient on the layers that are zero.
  @Test func beginsAsTheIdentity() throws {
    let sizes = Sizes(width: 5, couplings: 3, hidden: 7, batch: 9)
    let engine = try Engine(threads: 1)
    let flow = Flow(Flow.Shape(couplings: 3, hidden: 7), width: 5)
    flow.initialize(seed: 4, number: 2, kernels: engine.kernels)
    let results = run(sizes, flow, engine)
    #expect(results.outputs.map { $0.map(Double.init) } == examples(sizes).map(\.x))
    #expect(results.logDeterminants.allSatisfy { $0 == 0 })
    for (number, gradient) in results.layers.enumerated() {
      #expect(gradient.contains { $0 != 0 } == (number % 2 == 1))
    }
    let weights = flow.namedLayers("flow").map(\.layer.fileWeights)
    #expect(weights[0] != weights[4] && weights[0].contains { $0 != 0 })
    #expect(flow.namedLayers("flow").map(\.name).suffix(2) == ["flow.2.0", "flow.2.1"])
  }
}

/// Numbers in [−scale, scale) that look random and are the same in every run.
private func numbers(_ count: Int, seed: Int, scale: Float) -> [Float] {
  var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648 * scale
  }
}
