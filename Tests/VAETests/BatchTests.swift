import Kernels
import Testing
import VAE

/// Rows at a time are whole panels: what the kernels write for a row is written for a whole panel.
@Suite struct BatchTests {
  @Test(arguments: [1, 784, 20_000, 250_000, 254_200, 1 << 23, 1 << 24])
  func batchesAreWholePanels(features: Int) {
    let configuration = Configuration(
      exampleShape: [features], network: .mlp([3], .relu), bottleneck: .gaussian(size: 2),
      likelihood: .bernoulli)
    for most in [256, 512] {
      let batch = configuration.batch(upTo: most)
      #expect(batch >= Panels.width && batch <= most)
      #expect(batch % Panels.width == 0)
    }
  }
}
