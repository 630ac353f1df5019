import Kernels

/// A normal part above a categorical one (Dupont 2018): in the encoder's output μ, log σ² and the
/// logits, in z the numbers and the categories.
final class JointPass: PosteriorPass {
  private let size: Int
  private let normal: GaussianPass
  private let categorical: CategoricalPass
  private let ratios: Buffer

  init(
    size: Int, _ shape: Bottleneck.Categories, freeBits: Double, batch: Int, engine: Engine
  ) {
    self.size = size
    normal = GaussianPass(size: size, freeBits: freeBits, batch: batch, engine: engine)
    categorical = CategoricalPass(shape, batch: batch, engine: engine)
    ratios = Buffer(count: Panels.panels(batch) * Panels.width)
  }

  var temperature: Float {
    get { categorical.temperature }
    set { categorical.temperature = newValue }
  }

  private func parts(_ parameters: Panels) -> (Panels, Panels) {
    (parameters.slice(rows: 0..<2 * size), parameters.slice(rows: 2 * size..<parameters.rows))
  }

  private func zParts(_ z: Panels) -> (Panels, Panels) {
    (z.slice(rows: 0..<size), z.slice(rows: size..<z.rows))
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise?, training: Bool) {
    let (parameters, z) = (parts(parameters), zParts(z))
    normal.forward(parameters.0, z: z.0, noise: noise, training: training)
    categorical.forward(parameters.1, z: z.1, noise: noise, training: training)
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

  func divergence(count: Int) -> Double {
    normal.divergence(count: count) + categorical.divergence(count: count)
  }

  func categoryDivergence(count: Int) -> Double { categorical.divergence(count: count) }

  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weight: Float, gradient: Panels
  ) {
    backward(
      parameters, z: z, zGradient: zGradient, weight: weight, categoryWeight: weight,
      gradient: gradient)
  }

  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weight: Float, categoryWeight: Float,
    gradient: Panels
  ) {
    let (parameters, z) = (parts(parameters), zParts(z))
    let (zGradient, gradient) = (zParts(zGradient), parts(gradient))
    normal.backward(
      parameters.0, z: z.0, zGradient: zGradient.0, weight: weight, gradient: gradient.0)
    categorical.backward(
      parameters.1, z: z.1, zGradient: zGradient.1, weight: categoryWeight, gradient: gradient.1)
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

  func usage(examples: Int) -> Usage {
    Usage(
      active: normal.usage(examples: examples).active
        + categorical.usage(examples: examples).active)
  }
}
