import Kernels

/// weight · (1 − MS-SSIM(x, mean)) of each example, the multiscale structural similarity (Wang, Simoncelli &
/// Bovik 2003), as a loss for autoencoders (Snell et al. 2017). For numbers from 0 to 1.
///
/// The paper takes windows that lie within the image and images of at least 176 pixels a side. Here the
/// window of 11×11 is cut off at the borders and its rest weighed up to 1, so that every pixel counts and
/// every size is an image; and there are as many of the five scales as leave both sides longer than half a
/// window, with the paper's exponents divided by their sum. An odd row or column at the end of an image is
/// halved alone. Channels are images of their own, of which the mean is taken.
package struct SimilarityLoss: ImageLoss, Equatable {
  package var weight: Double

  package init(weight: Double) { self.weight = weight }

  /// exp(−d²/(2·1.5²)) for d = 0...5.
  static let window = [
    1, 0.8007374029168081, 0.41111229050718745, 0.1353352832366127, 0.028565500784550377,
    0.0038659201394728076,
  ]

  /// Of the scales, the finest first.
  private static let exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]

  /// The images of the scales in use: at least the first.
  static func images(_ image: ImageShape) -> [ImageShape] {
    var images = [image]
    while images.count < exponents.count {
      let last = images[images.count - 1]
      let next = ImageShape(
        height: (last.height + 1) / 2, width: (last.width + 1) / 2, channels: image.channels)
      guard min(next.height, next.width) >= window.count else { break }
      images.append(next)
    }
    return images
  }

  /// Their exponents, of sum 1.
  static func exponents(_ scales: Int) -> [Double] {
    let sum = exponents[..<scales].reduce(0, +)
    return exponents[..<scales].map { $0 / sum }
  }

  package func pass(_ configuration: Configuration, size: Int, training: Bool, engine: Engine)
    -> any ImageLossPass
  {
    // The command line takes care that there is one; any row is an image of one line.
    let row = ImageShape(height: 1, width: configuration.features, channels: 1)
    return SimilarityPass(
      configuration.image ?? row, weight: weight, size: size, training: training, engine: engine)
  }
}

private final class SimilarityPass: ImageLossPass {
  private let weight: Double
  private let engine: Engine
  private let scales: [SimilarityScale]
  private let channels: Int
  private let exponents: Buffer
  /// `[scales, panels, channels, 32]`.
  private let means: Buffer
  private let stride: Int
  private let losses: Buffer

  init(_ image: ImageShape, weight: Double, size: Int, training: Bool, engine: Engine) {
    (self.weight, self.engine) = (weight, engine)
    let workshop = SimilarityWorkshop(image, size: size)
    let images = SimilarityLoss.images(image)
    scales = images.indices.map {
      SimilarityScale(
        images[$0], isFirst: $0 == 0, isLast: $0 == images.count - 1, workshop, size: size,
        training: training, engine: engine)
    }
    channels = image.channels
    let columns = Panels.panels(size) * Panels.width
    stride = columns * channels
    exponents = Buffer(count: images.count)
    exponents.elements = SimilarityLoss.exponents(images.count).map(Float.init)
    means = Buffer(count: images.count * stride)
    losses = Buffer(count: columns)
  }

  func run(_ mean: Panels, target: Panels, gradient: Panels?) -> Double {
    let count = mean.columns
    var (x, y) = (target, mean)
    for (index, scale) in scales.enumerated() {
      if index > 0 { (x, y) = scales[index - 1].halved(x, y, into: scale) }
      scale.measure(
        x: x, y: y, means: means.base + index * stride, slopes: gradient != nil)
    }
    let (kernels, means, stride, losses) = (engine.kernels, means.base, stride, losses.base)
    let (exponents, scaleCount, channels) = (exponents.base, scales.count, channels)
    let factor = Float(weight / Double(count))
    engine.forPanels(count) {
      kernels.multiscaleLosses(
        means: means, stride: stride, exponents: exponents, scales: scaleCount,
        channels: channels, factor: factor, losses: losses, panels: $0)
    }
    if let gradient { carryBack(to: gradient) }
    return weight * self.losses.sum(count)
  }

  /// From the coarsest scale to the image.
  private func carryBack(to gradient: Panels) {
    var coarser: Panels?
    for index in scales.indices.reversed() {
      coarser = scales[index].gradient(
        factors: means.base + index * stride, coarser: coarser,
        addingTo: index == 0 ? gradient : nil, columns: gradient.columns)
    }
  }
}
