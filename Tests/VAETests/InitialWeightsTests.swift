import Datasets
import Foundation
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import Training
import VAE

/// How weights and biases begin: the variances that each start promises, by layer, and biases at the data's mean.
@Suite struct InitialWeightsTests {
  /// A layer with its sums counted by hand.
  struct Place: Sendable {
    let name: String
    let fanIn, fanOut: Double
    let role: Role
    enum Role: Sendable { case readsCodes, output, hidden }
  }

  /// 48 numbers, dense layers of 40 and 30, z of 5.
  static let dense = Case("mlp", [6, 8], .mlp([40, 30], .relu), .gaussian(size: 5))
  static let densePlaces = [
    Place(name: "encoder.0", fanIn: 48, fanOut: 40, role: .hidden),
    Place(name: "encoder.1", fanIn: 40, fanOut: 30, role: .hidden),
    Place(name: "encoder.2", fanIn: 30, fanOut: 10, role: .output),
    Place(name: "decoder.0", fanIn: 5, fanOut: 30, role: .readsCodes),
    Place(name: "decoder.1", fanIn: 30, fanOut: 40, role: .hidden),
    Place(name: "decoder.2", fanIn: 40, fanOut: 48, role: .output),
  ]

  /// 8×8×2 pixels, one convolution to 4×4×6, a dense layer of 16, z of 4. A pixel of 64 is in 9 taps of 16 sums for
  /// each of 6 filters; on the way up each of 16 is in 9 taps, of which an output of 64 meets 2, rounded down.
  static let convolutional = Case(
    "conv", [8, 8, 2], .conv([6], hidden: [16], .relu), .gaussian(size: 4))
  static let convolutionalPlaces = [
    Place(name: "encoder.0", fanIn: 18, fanOut: 13.5, role: .hidden),
    Place(name: "encoder.1", fanIn: 96, fanOut: 16, role: .hidden),
    Place(name: "encoder.2", fanIn: 16, fanOut: 8, role: .output),
    Place(name: "decoder.0", fanIn: 4, fanOut: 96, role: .readsCodes),
    Place(name: "decoder.1", fanIn: 12, fanOut: 48, role: .hidden),
    Place(name: "decoder.2", fanIn: 54, fanOut: 18, role: .output),
  ]

  /// Without hidden layers the last is the first.
  static let shallow = Case("shallow", [6, 8], .mlp([], .relu), .gaussian(size: 5))
  static let shallowPlaces = [
    Place(name: "encoder.0", fanIn: 48, fanOut: 10, role: .output),
    Place(name: "decoder.0", fanIn: 5, fanOut: 48, role: .output),
  ]

  private func variance(_ start: InitialWeights, _ place: Place, convolutional: Bool) -> Double {
    switch start {
    case .today: (convolutional ? 2 : 1.0 / 6) / place.fanIn
    case .torch: 1 / (3 * place.fanIn)
    case .he: 2 / place.fanIn
    case .glorot: 2 / (place.fanIn + place.fanOut)
    case .mean:
      switch place.role {
      case .hidden: 2 / place.fanIn
      case .readsCodes: 1 / (2 * (place.fanIn * place.fanOut).squareRoot())
      case .output: 1 / (6 * place.fanIn)
      }
    }
  }

  /// Uniform numbers of variance v lie within √(3v), and the largest of n of them comes as near as a part t of it
  /// but with the probability (1 − t)ⁿ < exp(−nt): 1e-6 for nt = 14. The mean of their squares has the deviation
  /// v·√(4/5n), and of themselves √(v/n); five of them are allowed.
  @Test(arguments: InitialWeights.allCases)
  func eachLayerHasItsVariance(start: InitialWeights) throws {
    let engine = try Engine(threads: 1)
    for (test, places) in [
      (Self.dense, Self.densePlaces), (Self.convolutional, Self.convolutionalPlaces),
      (Self.shallow, Self.shallowPlaces),
    ] {
      let model = Model(test.configuration)
      model.initialize(start, seed: 3, kernels: engine.kernels)
      #expect(model.namedLayers.map(\.name) == places.map(\.name))
      for (entry, place) in zip(model.namedLayers, places) {
        let weights = entry.layer.fileWeights.map(Double.init)
        let count = Double(weights.count)
        let v = variance(start, place, convolutional: test.name == "conv")
        // Single precision rounds the bound and the product, by half a unit each.
        let bound = (3 * v).squareRoot() * (1 + 0x1p-22)
        let largest = weights.map(abs).max() ?? 0
        let name = "\(test.name) \(place.name)"
        #expect(largest <= bound, "\(name)")
        #expect(largest >= bound * (1 - 14 / count), "\(name)")
        let square = weights.reduce(0) { $0 + $1 * $1 } / count
        #expect(abs(square - v) <= 5 * v * (0.8 / count).squareRoot(), "\(name)")
        let mean = weights.reduce(0, +) / count
        #expect(abs(mean) <= 5 * (v / count).squareRoot(), "\(name)")
        let bias = entry.layer.bias.elements.map(Double.init)
        if start == .torch {
          #expect(bias.allSatisfy { abs($0) <= bound && $0 != 0 }, "\(name)")
          #expect(Set(bias).count == bias.count, "\(name)")
        } else {
          #expect(bias.allSatisfy { $0 == 0 }, "\(name)")
        }
      }
    }
  }

  /// PyTorch's biases are drawn beside the weights, which they do not move: those are `he`'s but for their bound.
  @Test func biasesAreDrawnApart() throws {
    let engine = try Engine(threads: 1)
    let (torch, he) = (Model(Self.dense.configuration), Model(Self.dense.configuration))
    torch.initialize(.torch, seed: 3, kernels: engine.kernels)
    he.initialize(.he, seed: 3, kernels: engine.kernels)
    for (one, other) in zip(torch.namedLayers, he.namedLayers) {
      for (a, b) in zip(one.layer.fileWeights, other.layer.fileWeights) {
        // Each of the two was rounded twice.
        #expect(abs(Double(b) - Double(a) * 6.0.squareRoot()) <= abs(Double(b)) * 0x1p-22)
      }
    }
  }

  static let meanCases = [
    Case("mlp", [3, 7], .mlp([5], .relu)),
    Case("class", [3, 7], .mlp([5], .relu), classes: 3, rows: 70),
    Case("continuous", [3, 7], .mlp([5], .relu), .gaussian(size: 3), .continuousBernoulli),
    Case("normal", [3, 7], .mlp([5], .relu), .gaussian(size: 3), .gaussian(.fixed(1))),
    Case("pixel", [3, 7], .mlp([5], .relu), .gaussian(size: 3), .laplace(.perPixel)),
    Case("conv", [4, 6, 3], .conv([5], hidden: [4], .relu), rows: 40),
    Case(
      "conv pixel", [4, 6, 3], .conv([5], hidden: [4], .relu), .gaussian(size: 3),
      .discretisedLogistic(.perPixel)),
    Case(
      "codes", [4, 6, 3], .conv([5], hidden: [], .relu),
      .quantized(.init(variables: 6, codes: 4, size: 2)), .logCosh(sharpness: 3)),
  ]

  /// The first number of each example is 0 and the last 255, so that a logit alone would not be finite.
  @Test(arguments: meanCases)
  func theLastBiasesAreTheMean(test: Case) throws {
    let features = test.configuration.features
    var bytes = test.bytes
    for row in 0..<test.rows {
      (bytes[row * features], bytes[row * features + features - 1]) = (0, 255)
    }
    let channels = test.configuration.network.isConvolutional ? 3 : features
    let count = Double(test.rows * features / channels)
    let expected = (0..<channels).map { channel in
      let sum = bytes.indices.reduce(0.0) {
        $1 % features % channels == channel ? $0 + Double(bytes[$1]) / 255 : $0
      }
      switch test.configuration.likelihood.family.name {
      case "bernoulli", "continuous-bernoulli": return log((sum + 0.5) / (count - sum + 0.5))
      default: return sum / count
      }
    }
    let data = try test.data(bytes)
    var first: [Float]?
    for kernels in paths {
      for threads in [1, 3] {
        let engine = try Engine(threads: threads)
        let (model, drawn) = (Model(test.configuration), Model(test.configuration))
        for model in [model, drawn] { model.initialize(.mean, seed: 3, kernels: kernels) }
        model.startAtMean(
          of: data, settings: TrainingSettings(seed: 1, epochs: 1, batch: 1, learningRate: 1),
          engine: engine)
        let bias = model.decoder.affineLayers[model.decoder.last].bias.elements
        #expect(bias.count == channels * test.configuration.likelihood.outputsPerPixel)
        for (found, expected) in zip(bias, expected) {
          // A byte's fraction has an error of 2⁻²⁵, the slope of a logit is at most count + 2, and the result
          // is rounded to single precision.
          let error = 0x1p-25 * (count + 2) + abs(expected) * 0x1p-24
          #expect(abs(Double(found) - expected) <= error)
        }
        #expect(bias.dropFirst(channels).allSatisfy { $0 == 0 })
        #expect(bias == (first ?? bias))
        first = bias
        // Nothing else has moved.
        model.decoder.affineLayers[model.decoder.last].bias.elements = bias.map { _ in 0 }
        #expect(model.parameters == drawn.parameters)
      }
    }
  }

  /// Numbers whose sum is beyond single precision have a mean that is not.
  @Test func largeNumbersHaveAMean() throws {
    let engine = try Engine(threads: 1)
    let configuration = Configuration(
      exampleShape: [2], network: .mlp([3], .relu), bottleneck: .gaussian(size: 1),
      likelihood: .gaussian(.fixed(1)))
    var data = Dataset()
    let rows: [Float] = [3e38, -1, 3e38, 0, 3e38, 4]
    try data.append(
      Frame([Tensor("x", shape: [3, 2], rows)]), likelihood: configuration.likelihood)
    let model = Model(configuration)
    model.startAtMean(
      of: data, settings: TrainingSettings(seed: 1, epochs: 1, batch: 1, learningRate: 1),
      engine: engine)
    #expect(model.decoder.affineLayers[model.decoder.last].bias.elements == [3e38, 1])
  }
}
