import Kernels
import Networks

/// Where each pixel has its own scale, the likelihood takes all locations and then all scales. After
/// convolutions they are side by side instead, pixel by pixel: here they are moved apart, and the
/// gradient is moved back.
final class InterleavedScales {
  private let channels, features: Int
  private let outputs, gradients: Matrix

  /// - Returns: nil where there is nothing to move.
  init?(_ configuration: Configuration, size: Int) {
    guard configuration.likelihood.outputsPerPixel == 2,
      configuration.network.isConvolutional, let image = configuration.image
    else { return nil }
    channels = image.channels
    features = image.features
    outputs = Matrix(rows: 2 * image.features, columns: size)
    gradients = Matrix(rows: 2 * image.features, columns: size)
  }

  /// The decoder's outputs, the locations above the scales.
  func outputs(_ source: Panels, engine: Engine) -> Panels {
    let result = outputs.view(rows: 2 * features, columns: source.columns)
    forEachPixel(engine, columns: source.columns) { panel, together, apart, count in
      (result.base + panel * result.panelStride + apart)
        .update(from: source.base + panel * source.panelStride + together, count: count)
    }
    return result
  }

  /// Where the likelihood writes its gradient, in place of `gradient`.
  func gradient(_ gradient: Panels) -> Panels {
    gradients.view(rows: 2 * features, columns: gradient.columns)
  }

  func interleave(into result: Panels, engine: Engine) {
    let source = gradient(result)
    forEachPixel(engine, columns: result.columns) { panel, together, apart, count in
      (result.base + panel * result.panelStride + together)
        .update(from: source.base + panel * source.panelStride + apart, count: count)
    }
  }

  /// Calls `body` with a panel, where in it the lines of a pixel are together, where apart, and how many
  /// numbers they are; for the locations and for the scales.
  private func forEachPixel(
    _ engine: Engine, columns: Int, _ body: (Int, Int, Int, Int) -> Void
  ) {
    let (channels, features) = (channels, features)
    engine.pool.run(Panels.panels(columns)) { panel in
      for first in stride(from: 0, to: features, by: channels) {
        let count = channels * Panels.width
        body(panel, 2 * first * Panels.width, first * Panels.width, count)
        body(
          panel, (2 * first + channels) * Panels.width, (features + first) * Panels.width, count)
      }
    }
  }
}
