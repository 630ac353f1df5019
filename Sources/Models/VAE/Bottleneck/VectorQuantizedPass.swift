import Kernels
import Networks

/// Each variable is the nearest vector of a codebook (van den Oord et al. 2017). The gradient passes
/// straight through to the encoder, which is also drawn towards the vector by the commitment
/// ‖z_e − c‖². The codebook follows the encoder's outputs by moving averages (appendix A.1).
final class VectorQuantizedPass: PosteriorPass {
  private let shape: VectorQuantizedBottleneck
  private let codebook: Codebook
  private let decay: Double
  private let engine: Engine
  private var indices: [Int32]
  private let distances: Buffer
  /// −log of the prior in nats, `[variables, codes]`.
  private let codeLengths: [Double]
  private var uses: [Int]
  private var averages: CodebookAverages?
  private var steps = 0

  /// A code is moved to where it is needed when its average use has fallen below this share of what
  /// all codes have on average.
  private static let leastUse: Float = 0.03

  /// The uses a step, on average, below which a code of this batch is moved.
  private func threshold(_ parameters: Panels) -> Float {
    VectorQuantizedPass.leastUse * Float(shape.variables * parameters.columns) / Float(shape.codes)
  }

  init(_ parameters: CodebookParameters, decay: Double, batch: Int, engine: Engine) {
    shape = parameters.shape
    codebook = parameters.codebook
    (self.decay, self.engine) = (decay, engine)
    let columns = Panels.panels(batch) * Panels.width
    indices = Array(repeating: 0, count: shape.variables * columns)
    distances = Buffer(count: columns)
    codeLengths = parameters.codeLengths
    uses = Array(repeating: 0, count: shape.codes)
    codebook.updateNorms(engine)
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise?, mode: PassMode) {
    if case .training = mode, averages == nil, let noise {
      // The codes begin as vectors of the first batch.
      let averages = CodebookAverages(codebook)
      _ = averages.restartUnused(
        below: .infinity, from: parameters, uses: max(1, threshold(parameters)),
        key: noise.with(.codes).key, step: 0, engine: engine)
      self.averages = averages
    }
    indices.withUnsafeMutableBufferPointer {
      guard let indices = $0.baseAddress else { return }
      codebook.quantize(
        parameters, indices: indices, quantized: z, distances: distances.base, engine: engine)
    }
  }

  func terms(count: Int) -> [Double] { [distances.sum(count)] }

  /// −log p(z): the posterior has all its weight on one code for each variable.
  func rowDivergences(_ z: Panels) -> [Float] {
    (0..<z.columns).map { column in
      Float((0..<shape.variables).reduce(0) { $0 + codeLength($1, column, z) })
    }
  }

  /// All draws are the nearest vectors.
  func draw(_ parameters: Panels, z: Panels, noise: Noise, logRatio: Buffer) {
    forward(parameters, z: z, noise: nil, mode: .evaluation)
    for (column, length) in rowDivergences(z).enumerated() { logRatio.base[column] = -length }
  }

  func addDivergences(_ parameters: Panels, z: Panels, to sums: inout [Double]) {
    for variable in 0..<shape.variables {
      for column in 0..<z.columns { sums[variable] += codeLength(variable, column, z) }
    }
  }

  private func codeLength(_ variable: Int, _ column: Int, _ z: Panels) -> Double {
    let width = Panels.panels(z.columns) * Panels.width
    return codeLengths[variable * shape.codes + Int(indices[variable * width + column])]
  }

  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weights: [Float], gradient: Panels
  ) {
    let (kernels, weight) = (engine.kernels, weights[0])
    engine.forPanels(z.columns) {
      kernels.commitmentBackward(
        vectors: parameters, quantized: z, zGradient: zGradient, weight: weight,
        gradient: gradient, panels: $0)
    }
  }

  func learn(_ parameters: Panels, noise: Noise) {
    guard let averages else { return }
    steps += 1
    averages.update(parameters, indices: indices, decay: Float(decay), engine: engine)
    let threshold = threshold(parameters)
    _ = averages.restartUnused(
      below: threshold, from: parameters, uses: max(1, threshold), key: noise.with(.codes).key,
      step: steps, engine: engine)
  }

  func codes(_ z: Panels) -> [Int32]? {
    let width = Panels.panels(z.columns) * Panels.width
    return (0..<z.columns).flatMap { column in
      (0..<shape.variables).map { indices[$0 * width + column] }
    }
  }

  /// The averages begin with the first batch; to put them back, they are made before.
  var state: [StateEntry] {
    let averages = self.averages ?? CodebookAverages(codebook)
    self.averages = averages
    return [
      StateEntry("average.uses", averages.uses), StateEntry("average.totals", averages.totals),
      StateEntry("steps") { [self] in
        [Int64(steps)]
      } set: { [self] in
        steps = Int($0[0])
      },
      StateEntry("uses") { [self] in
        uses.map(Int64.init)
      } set: { [self] in
        uses = $0.map { Int($0) }
      },
    ]
  }

  func beginEpoch() { uses = Array(repeating: 0, count: shape.codes) }

  func count(_ parameters: Panels, z: Panels) {
    codebook.count(indices, variables: shape.variables, batch: z.columns, to: &uses)
  }

  func usage(examples: Int) -> CodeUsage {
    CodeUsage(active: uses.count { $0 > 0 }, perplexity: perplexity(uses: uses))
  }
}
