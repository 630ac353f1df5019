import Kernels
import Networks
import TensorIO
import Words

/// Latents above z: p(z) = ∫ p(z|u) p(u) du (Burda et al. 2016, section 2).
package struct HierarchyPrior: LatentPrior {
  /// The width of the one hidden layer of each of its networks.
  package let hidden: Int
  /// The dimensions of the levels above z, upwards; the last is N(0, I).
  package let levels: [Int]

  package static let word = Word<any LatentPrior>(
    "hierarchy:HIDDEN,LATENT[,LATENT...]",
    "levels of these dimensions above z, networks with one hidden layer between",
    "Burda et al. 2016, arXiv 1509.00519"
  ) {
    let numbers = $0.compactMap { Int(exactly: $0) }
    guard numbers.count == $0.count, numbers.count <= mostLevels + 1,
      numbers.allSatisfy(LatentPriors.widths.contains)
    else { return nil }
    return HierarchyPrior(hidden: numbers[0], levels: Array(numbers.dropFirst()))
  }

  /// The most levels above z.
  private static let mostLevels = 8

  package init(hidden: Int, levels: [Int]) { (self.hidden, self.levels) = (hidden, levels) }

  package init(_ fields: Fields) throws {
    levels = try fields.widths("@prior-levels", LatentPriors.widths)
    guard (1...HierarchyPrior.mostLevels).contains(levels.count) else {
      throw VAEError(
        "'@prior-levels' has \(levels.count) numbers, expected 1 to \(HierarchyPrior.mostLevels)")
    }
    hidden = try fields.integer("@prior-hidden", LatentPriors.widths)
  }

  package var fields: [Tensor] {
    [Tensor("@prior-hidden", integer: hidden), Tensor("@prior-levels", integers: levels)]
  }

  package var description: String {
    NamedNumbers(name, ([hidden] + levels).map(Double.init)).text
  }

  package func plan(_ configuration: Configuration) -> [ParameterPlan] {
    levels.indices.flatMap { level in
      let (encoder, decoder) = plan(configuration, level)
      return [("encoder", encoder), ("decoder", decoder)].flatMap { part, layers in
        layers.enumerated().flatMap { $1.parameters().within("prior.\(level).\(part).\($0)") }
      }
    }
  }

  /// The layers of a level, counted from the one above z.
  private func plan(_ configuration: Configuration, _ level: Int)
    -> (encoder: [any LayerPlan], decoder: [any LayerPlan])
  {
    let below = level == 0 ? configuration.bottleneck.width : levels[level - 1]
    let here = levels[level]
    return (
      configuration.dense([below, hidden, 2 * here], last: .identity),
      configuration.dense([here, hidden, 2 * below], last: .identity)
    )
  }

  package func layers(_ configuration: Configuration) -> any PriorLayers {
    HierarchyLayers(
      levels: levels.indices.map { level in
        let (encoder, decoder) = plan(configuration, level)
        return HierarchyLevel(
          encoder: Sequential(encoder.map { $0.layer() }),
          decoder: Sequential(decoder.map { $0.layer() }))
      })
  }
}

/// A level of a hierarchy: u above x, which is z or the level below.
struct HierarchyLevel: Sendable {
  /// From x to the mean and log σ² of q(u|x).
  let encoder: Sequential
  /// From u to the mean and log σ² of p(x|u).
  let decoder: Sequential
}

private struct HierarchyLayers: PriorLayers {
  /// Upwards from z.
  let levels: [HierarchyLevel]

  var namedLayers: [NamedWeights] {
    levels.enumerated().flatMap { index, level in
      [("encoder", level.encoder), ("decoder", level.decoder)].flatMap { part, chain in
        chain.groups("prior.\(index).\(part)").layers
      }
    }
  }

  func pass(_ model: Model, columns: Int, training: Bool, engine: Engine) -> any PriorPass {
    HierarchyPass(levels, columns: columns, training: training, engine: engine)
  }

  func source(_ model: Model, batch: Int, engine: Engine) -> (any PriorSource)? {
    HierarchySource(
      levels: levels.map { level in
        let size = level.decoder.layers[0].inputs
        return HierarchySource.Level(
          decoder: SequentialPass(level.decoder, columns: batch, training: false, engine: engine),
          noise: Matrix(rows: size, columns: batch), u: Matrix(rows: size, columns: batch))
      })
  }
}

/// Draws from the top downwards.
private struct HierarchySource: PriorSource {
  /// What is above z, or above another level.
  struct Level {
    let decoder: SequentialPass
    /// ε, then u itself, `[numbers, batch]`.
    let noise, u: Matrix
  }

  let levels: [Level]

  func draw(_ rows: Range<Int>, seed: UInt64, _ normals: NormalDraws) -> Panels {
    var parameters: Panels?
    for (index, level) in levels.enumerated().reversed() {
      let key = NoiseKey(seed: seed, purpose: .hierarchy, epoch: index)
      let u = normals.draw(parameters, rows, key: key, noise: level.noise, result: level.u)
      parameters = level.decoder.forward(u)
    }
    return normals.z(parameters, rows, seed: seed)
  }
}
