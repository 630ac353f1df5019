import Datasets
import Foundation
import Kernels
import VAE

/// A batch in Double: what the encoder reads, what the decoder is to give, and the noise of the
/// bottleneck, all with the random numbers of the kernels.
struct ReferenceBatch {
  private(set) var inputs: [[Double]]
  private(set) var targets: [[Double]]
  /// One-hot; empty without classes.
  let classes: [[Double]]
  let normals: [[Double]]
  /// ε of each draw of a bound, `[draws][rows]`: those of an epoch are numbered through.
  let drawNormals: [[[Double]]]
  let uniforms: [[Double]]
  /// Draws from N(0, I) that codes are compared with.
  let priors: [[Double]]
  /// Directions that codes are projected on, as many as the objective has, not yet of length 1.
  let directions: [[Double]]
  /// No layers where the objective has none.
  let discriminator: [ReferenceLayer]

  /// - Parameters:
  ///   - bytes: `[rows, features]`.
  ///   - epoch: of the noise.
  init(
    _ configuration: Configuration, _ settings: TrainingSettings, bytes: [UInt8], labels: [Int32],
    epoch: Int, kernels: Kernels, discriminator: Discriminator? = nil
  ) {
    let features = configuration.features
    let rows = bytes.count / features
    /// `[rows][width]`.
    func noise(
      _ purpose: NoiseKey.Purpose, _ width: Int, epoch: Int, normal: Bool = false,
      rows: Int = rows
    ) -> [[Double]] {
      let matrix = Matrix(rows: width, columns: rows)
      let key = NoiseKey(seed: settings.seed, purpose: purpose, epoch: epoch)
      let (numbers, panels) = (rowIndices(from: 0, count: rows), 0..<Panels.panels(rows))
      if normal {
        kernels.fillNormals(
          matrix.panels, examples: numbers, key: key, deviation: 1, panels: panels)
      } else {
        kernels.fillUniform(matrix.panels, examples: numbers, key: key, panels: panels)
      }
      return (0..<rows).map { row in (0..<width).map { Double(matrix[$0, row]) } }
    }
    let size = configuration.bottleneck.normalSize ?? 0
    normals = noise(.posterior, size, epoch: epoch, normal: true)
    let total = settings.objective.codes.bound?.total ?? 0
    drawNormals = (0..<total).map {
      noise(.posterior, size, epoch: (epoch - 1) * total + 1 + $0, normal: true)
    }
    uniforms = noise(.categories, configuration.bottleneck.width - size, epoch: epoch)
    priors = noise(
      .discrepancy, configuration.bottleneck.width, epoch: epoch, normal: true)
    let count = (settings.objective.codes as? SlicedWasserstein)?.directions ?? 0
    directions = noise(
      .direction, configuration.bottleneck.width, epoch: epoch, normal: true, rows: count)
    self.discriminator = discriminator.map { ReferenceLayer.discriminator($0) } ?? []
    classes = (0..<rows).map { row in
      (0..<configuration.classes).map { $0 == labels[row] ? 1 : 0 }
    }
    targets = (0..<rows).map { row in
      bytes[row * features..<(row + 1) * features].map {
        Double($0) / Double(configuration.unit)
      }
    }
    if let binarization = settings.binarization {
      let u = noise(.binarization, features, epoch: binarization == .fixed ? 0 : epoch)
      for row in 0..<rows {
        for place in 0..<features {
          targets[row][place] = u[row][place] < targets[row][place] ? 1 : 0
        }
      }
    }
    inputs = targets
    if configuration.likelihood.family.readsLogarithm {
      inputs = targets.map { $0.map { log1p($0) } }
    }
    guard let corruption = settings.corruption else { return }
    var isNormal = false
    if case .gaussian = corruption { isNormal = true }
    let draws = noise(.corruption, features, epoch: epoch, normal: isNormal)
    for row in 0..<rows {
      for place in 0..<features {
        let draw = draws[row][place]
        switch corruption {
        case .gaussian(let deviation): inputs[row][place] += Double(deviation) * draw
        case .mask(let probability): if draw < Double(probability) { inputs[row][place] = 0 }
        case .saltAndPepper(let probability):
          if draw < Double(probability) {
            inputs[row][place] = draw < Double(probability) / 2 ? 0 : 1
          }
        }
      }
    }
  }
}
