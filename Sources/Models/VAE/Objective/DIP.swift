import Kernels
import Words

/// offDiagonal · Σ_{i≠j} C_ij² + diagonal · Σ_i (C_ii − 1)², where C is the covariance over the batch of the
/// posterior's means (DIP-VAE-I), or that of draws from the posteriors, which is the same and the mean of their
/// variances on its diagonal (DIP-VAE-II; Kumar et al. 2018, equations 5 to 7).
package struct DIP: Penalty {
  package enum Source: Sendable {
    case means, draws

    fileprivate var word: String { self == .means ? "dip1" : "dip2" }
  }

  package var source: Source
  package var offDiagonal: Double
  package var diagonal: Double

  static func word(of source: Source) -> Word<any LatentObjective> {
    let whose = source == .means ? "the posteriors' means" : "draws from the posteriors"
    return Word(
      "\(source.word):OFF,DIAGONAL", "the ELBO, and the covariance of \(whose) drawn to I",
      "Kumar et al. 2018, arXiv 1711.00848"
    ) {
      guard $0.allSatisfy({ $0 >= 0 }) else { return nil }
      return DIP(of: source, offDiagonal: $0[0], diagonal: $0[1])
    }
  }

  package var description: String {
    NamedNumbers(source.word, [offDiagonal, diagonal]).text
  }

  package var need: BottleneckNeed { .normalPosterior }

  /// Two examples always lie on a line: all that their covariance tells is one distance.
  package var leastExamples: Int { 3 }

  /// C has as many rows and columns as z.
  private static let mostDimensions = 1024

  package init(of source: Source, offDiagonal: Double, diagonal: Double) {
    (self.source, self.offDiagonal, self.diagonal) = (source, offDiagonal, diagonal)
  }

  package func fault(_ bottleneck: any Bottleneck, batch: Int, epochs: Int) -> Refusal? {
    bottleneck.width > DIP.mostDimensions
      ? (nil, "takes at most \(DIP.mostDimensions) dimensions of z") : nil
  }

  package func pass(
    _ bottleneck: any Bottleneck, size: Int, discriminator: Discriminator?, engine: Engine
  ) -> any PenaltyPass {
    DIPPass(self, latent: bottleneck.width, size: size, engine: engine)
  }
}

private final class DIPPass: PenaltyPass {
  private let penalty: DIP
  private let engine: Engine
  private let latent: Int
  private let centred, transposed, variances, pulled: Matrix
  /// C, and then the penalty's derivative by it.
  private let covariance: Matrix
  private let zeros, ones, diagonalSlopes: Buffer

  init(_ penalty: DIP, latent: Int, size: Int, engine: Engine) {
    (self.penalty, self.engine, self.latent) = (penalty, engine, latent)
    centred = Matrix(rows: latent, columns: size)
    transposed = Matrix(rows: size, columns: latent)
    variances = Matrix(rows: latent, columns: size)
    pulled = Matrix(rows: latent, columns: size)
    covariance = Matrix(rows: latent, columns: latent, order: .byTileRow)
    zeros = Buffer(count: latent)
    ones = Buffer(count: latent)
    ones.elements = Array(repeating: 1, count: latent)
    diagonalSlopes = Buffer(count: latent)
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise, examples: Int) -> Double {
    let count = z.columns
    let (centred, variances) = (centred.view(columns: count), variances.view(columns: count))
    let transposed = transposed.view(rows: count, columns: latent)
    let (kernels, result) = (engine.kernels, covariance.panels)
    let isOfDraws = penalty.source == .draws
    engine.alone {
      kernels.centreRows(parameters, result: centred)
      if isOfDraws {
        kernels.posteriorVariances(
          parameters.slice(rows: latent..<2 * latent), result: variances)
      }
    }
    engine.transpose([Engine.Transposition(source: centred, result: transposed)])
    engine.forTiles(rows: latent, columns: latent, terms: count) {
      kernels.weightGradient(
        gradient: centred, input: transposed, result: result, tileRows: $0, panels: $1)
    }
    return turnIntoSlopes(count, isOfDraws ? meanVariances(count) : nil)
  }

  private func meanVariances(_ count: Int) -> [Double] {
    var totals = [Double](repeating: 0, count: 2 * latent)
    let variances = variances.view(columns: count)
    engine.alone { engine.kernels.addMoments(variances, rows: latent, to: &totals) }
    return (0..<latent).map { totals[2 * $0] / Double(count) }
  }

  /// The penalty; afterwards `covariance` holds its derivative by the codes' products, times 2/count.
  private func turnIntoSlopes(_ count: Int, _ variances: [Double]?) -> Double {
    let n = Double(count)
    var sum = 0.0
    for i in 0..<latent {
      for j in 0..<latent {
        var element = Double(covariance[i, j]) / n
        var slope: Double
        if i == j {
          element += variances?[i] ?? 0
          sum += penalty.diagonal * (element - 1) * (element - 1)
          slope = 2 * penalty.diagonal * (element - 1)
          diagonalSlopes.base[i] = Float(slope / n)
        } else {
          sum += penalty.offDiagonal * element * element
          slope = 2 * penalty.offDiagonal * element
        }
        covariance[i, j] = Float(2 * slope / n)
      }
    }
    return sum
  }

  func addGradient(parameters: Panels, to gradient: Panels) {
    let count = parameters.columns
    let (centred, pulled) = (centred.view(columns: count), pulled.view(columns: count))
    let (kernels, slopes, zeros) = (engine.kernels, covariance.panels, zeros.base)
    engine.forTiles(rows: latent, columns: count, terms: latent) {
      kernels.denseForward(
        weights: slopes, bias: zeros, input: centred, output: pulled, slopes: nil,
        activation: .identity, tileRows: $0, panels: $1)
    }
    let (ones, diagonal, latent) = (ones.base, diagonalSlopes.base, latent)
    let (variances, isOfDraws) = (variances.view(columns: count), penalty.source == .draws)
    engine.alone {
      kernels.addScaledRows(
        pulled, weights: ones, bounds: nil, to: gradient.slice(rows: 0..<latent))
      if isOfDraws {
        kernels.addScaledRows(
          variances, weights: diagonal, bounds: parameters.slice(rows: latent..<2 * latent),
          to: gradient.slice(rows: latent..<2 * latent))
      }
    }
  }
}
