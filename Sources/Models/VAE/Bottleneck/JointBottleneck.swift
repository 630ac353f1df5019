import Kernels
import Networks
import TensorIO
import Words

/// Normal numbers and categorical variables side by side (Dupont 2018): the numbers above the categories.
package struct JointBottleneck: Bottleneck {
  package var normal: GaussianBottleneck
  package var categorical: CategoricalBottleneck

  package init(size: Int, _ categorical: CategoricalBottleneck) {
    (normal, self.categorical) = (GaussianBottleneck(size: size), categorical)
  }

  package static let word = Word<BottleneckChoice>(
    "joint", "normal numbers and, after them, categorical variables",
    "Dupont 2018, arXiv 1804.00104"
  ) { _ in
    BottleneckChoice(Self.self) {
      Self(size: $0.latent, CategoricalBottleneck(variables: $0.variables, $0))
    }
  }

  package static var options: Set<BottleneckOption> {
    GaussianBottleneck.options.union(CategoricalBottleneck.options).union([.variables])
  }

  package init(_ fields: Fields) throws {
    normal = try GaussianBottleneck(fields)
    categorical = try CategoricalBottleneck(fields)
  }

  package var fields: [Tensor] { normal.fields + categorical.fields }

  package var encoderOutputs: Int { normal.encoderOutputs + categorical.encoderOutputs }
  package var width: Int { normal.width + categorical.width }
  package var normalSize: Int? { normal.size }
  package var discreteVariables: Int? { categorical.variables }
  package var isRandom: Bool { true }
  package var regulariser: String? { "kl" }

  package var prior: BottleneckPrior {
    .draws { [normal, categorical] prior, rows, seed in
      let numbers = prior.normals(normal.size, rows, seed: seed)
      let categories = categorical.draw(rows, seed: seed, by: prior)
      var codes = Codes()
      for row in 0..<rows.count {
        codes.z += numbers[row * normal.width..<(row + 1) * normal.width]
        codes.z += categories.z[row * categorical.width..<(row + 1) * categorical.width]
      }
      codes.codes = categories.codes
      return codes
    }
  }

  package func pass(_ model: Model, objective: Objective, size batch: Int, engine: Engine)
    -> any BottleneckPass
  {
    JointPass(self, freeBits: objective.freeBits, batch: batch, engine: engine)
  }
}

/// A normal part above a categorical one (Dupont 2018): in the encoder's output μ, log σ² and the
/// logits, in z the numbers and the categories.
final class JointPass: PosteriorPass {
  private let size: Int
  private let normal: GaussianPass
  private let categorical: CategoricalPass
  private let ratios: Buffer

  init(_ shape: JointBottleneck, freeBits: Double, batch: Int, engine: Engine) {
    size = shape.normal.size
    normal = GaussianPass(size: size, freeBits: freeBits, batch: batch, engine: engine)
    categorical = CategoricalPass(shape.categorical, batch: batch, engine: engine)
    ratios = Buffer(count: Panels.panels(batch) * Panels.width)
  }

  private func parts(_ parameters: Panels) -> (Panels, Panels) { parameters.split(at: 2 * size) }
  private func zParts(_ z: Panels) -> (Panels, Panels) { z.split(at: size) }

  func forward(_ parameters: Panels, z: Panels, noise: Noise?, mode: PassMode) {
    let (parameters, z) = (parts(parameters), zParts(z))
    normal.forward(parameters.0, z: z.0, noise: noise, mode: mode)
    categorical.forward(parameters.1, z: z.1, noise: noise, mode: mode)
  }

  func rowDivergences(_ z: Panels) -> [Float] {
    let z = zParts(z)
    return zip(normal.rowDivergences(z.0), categorical.rowDivergences(z.1)).map { $0 + $1 }
  }

  func draw(_ parameters: Panels, z: Panels, noise: Noise, logRatio: Buffer) {
    let (parameters, z) = (parts(parameters), zParts(z))
    normal.draw(parameters.0, z: z.0, noise: noise, logRatio: logRatio)
    categorical.draw(parameters.1, z: z.1, noise: noise, logRatio: ratios)
    for column in 0..<ratios.count { logRatio.base[column] += ratios.base[column] }
  }

  /// The dimensions of the normal part, then the variables.
  func addDivergences(_ parameters: Panels, z: Panels, to sums: inout [Double]) {
    let (parameters, z) = (parts(parameters), zParts(z))
    var (first, second) = (Array(sums[..<size]), Array(sums[size...]))
    normal.addDivergences(parameters.0, z: z.0, to: &first)
    categorical.addDivergences(parameters.1, z: z.1, to: &second)
    sums = first + second
  }

  func terms(count: Int) -> [Double] {
    normal.terms(count: count) + categorical.terms(count: count)
  }

  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weights: [Float], gradient: Panels
  ) {
    let (parameters, z) = (parts(parameters), zParts(z))
    let (zGradient, gradient) = (zParts(zGradient), parts(gradient))
    normal.backward(
      parameters.0, z: z.0, zGradient: zGradient.0, weights: [weights[0]], gradient: gradient.0)
    categorical.backward(
      parameters.1, z: z.1, zGradient: zGradient.1, weights: [weights[1]], gradient: gradient.1)
  }

  func codes(_ z: Panels) -> [Int32]? { categorical.codes(zParts(z).1) }

  func beginEpoch() {
    normal.beginEpoch()
    categorical.beginEpoch()
  }

  var state: [StateEntry] {
    normal.state.within("normal") + categorical.state.within("categorical")
  }

  func count(_ parameters: Panels, z: Panels) {
    normal.count(parts(parameters).0, z: zParts(z).0)
    categorical.count(parts(parameters).1, z: zParts(z).1)
  }

  func usage(examples: Int) -> CodeUsage {
    CodeUsage(
      active: normal.usage(examples: examples).active
        + categorical.usage(examples: examples).active)
  }
}
