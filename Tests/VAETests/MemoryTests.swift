import Kernels
import Networks
import Testing
import VAE

/// A configuration of a few bytes cannot ask for memory without bound.
@Suite struct MemoryTests {
  private func configuration(
    _ features: Int, hidden: [Int] = [], latent: Int = 2, flow: Flow.Shape? = nil,
    prior: any LatentPrior = .normal
  ) -> Configuration {
    var configuration = Configuration(
      exampleShape: [features], network: .mlp(hidden, .relu),
      bottleneck: .gaussian(size: latent), likelihood: .bernoulli, prior: prior)
    configuration.posteriorFlow = flow
    return configuration
  }

  @Test func whatPeopleFitIsWithinTheBound() throws {
    let flow = Flow.Shape(couplings: 8, hidden: 512)
    try configuration(784, hidden: [400], latent: 20).checkMemory()
    try configuration(784, hidden: [300, 300], latent: 40, prior: VampPrior(components: 500))
      .checkMemory()
    try configuration(3 * 256 * 256, hidden: [128], latent: 128, flow: flow).checkMemory()
    try configuration(784, hidden: [8192, 4096], latent: 64, prior: FlowPrior(flow)).checkMemory()
  }

  /// Each has weights that fit in a file, most of them with one column, of which a panel keeps 32.
  @Test func whatAFileCouldAskForIsNot() {
    let wide = [1, 200_000]
    let layers = (0..<20).flatMap { _ in wide }
    #expect(throws: VAEError.self) { try configuration(4, hidden: layers).checkMemory() }
    #expect(throws: VAEError.self) { try configuration(4, hidden: [1 << 22]).checkMemory() }
    #expect(throws: VAEError.self) { try configuration(1 << 22, latent: 1).checkMemory() }
    let flow = Flow.Shape(couplings: 64, hidden: 65_536)
    #expect(throws: VAEError.self) { try configuration(4, flow: flow).checkMemory() }
    #expect(throws: VAEError.self) { try configuration(4, prior: FlowPrior(flow)).checkMemory() }
  }

  /// Rows at a time times what each leaves in the layers: 2²⁶ numbers are 256 MiB.
  @Test(arguments: [[1 << 16], [1 << 16, 1, 1 << 16], [1 << 16, 1, 1 << 16, 1, 1 << 16]])
  func allLayersCount(_ hidden: [Int]) {
    let batch = configuration(4, hidden: hidden).batch(upTo: 512)
    let outputs = 2 * hidden.reduce(0, +)
    #expect(batch * outputs <= 1 << 26)
    #expect(2 * batch * outputs > 1 << 25 || batch == 512)
  }

  @Test func pseudoInputsOfATrainingHaveABound() throws {
    try configuration(784, hidden: [400], latent: 20, prior: VampPrior(components: 500))
      .checkPseudoInputs()
    #expect(throws: VAEError.self) {
      try configuration(784, hidden: [400], latent: 20, prior: VampPrior(components: 65_536))
        .checkPseudoInputs()
    }
  }
}
