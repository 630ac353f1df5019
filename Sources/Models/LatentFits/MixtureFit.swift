import Kernels
import Networks

/// Fits mixtures of normal distributions with full covariances to rows of numbers, by expectation
/// maximisation (Dempster, Laird & Rubin 1977; Bishop 2006, §9.2.2) from several starts.
///
/// Each row stands for a normal distribution of the variance `smoothing` around it, in units of the
/// variance of each dimension over all rows. So no covariance is smaller than that, no component becomes a
/// spike on a single row, and what is maximised is bounded.
package final class MixtureFit {
  package struct Settings: Sendable {
    package var seed: UInt64 = 1
    /// How often it starts anew; the best is kept.
    package var starts = 3
    /// The most in a start.
    package var iterations = 500
    /// A start ends when an iteration gains less than this, in nats a row.
    package var tolerance = 1e-4

    package init() {}
  }

  /// A thousandth of the deviation of the data, which no decoder shows: enough to bound what a component
  /// gains from a single row, and too little to be seen in a covariance from fewer than 10¹² rows, whose
  /// variances are off by √(2/N) of themselves.
  static let smoothing = 1e-6
  /// Numbers in all covariances, beyond which a fit would take hundreds of megabytes.
  private static let most = 1 << 22

  private let rows: StandardRows
  private let engine: Engine
  private let watch: (Int, Int, Double) -> Void

  /// - Parameters:
  ///   - values: `[rows, dimensions]`, finite.
  ///   - watch: called after each iteration with the number of the start, that of the iteration, and
  ///     the log-likelihood in nats a row, the rows being standardised and smoothed.
  /// - Throws: `VAEError`, if all rows are equal.
  package init(
    _ values: [Float], dimensions: Int, engine: Engine,
    watch: @escaping (Int, Int, Double) -> Void = { _, _, _ in }
  ) throws(VAEError) {
    guard !values.isEmpty else { throw VAEError("no rows in the stream") }
    rows = StandardRows(values, width: dimensions, engine: engine)
    guard rows.dimensions > 0 else {
      throw VAEError("all \(rows.count) rows are equal: there is nothing to fit a mixture to")
    }
    (self.engine, self.watch) = (engine, watch)
  }

  /// The best fit of a number of components.
  ///
  /// - Parameter note: told in a few words when it has fewer components or was not finished.
  /// - Throws: `VAEError`, if there are too few rows, or the covariances would take too much memory.
  package func fit(_ count: Int, _ settings: Settings, note: (String) -> Void) throws(VAEError)
    -> PriorFile
  {
    guard count <= rows.count else {
      throw VAEError("\(rows.count) rows, expected at least \(count) for as many components")
    }
    try MixtureFit.checkSize(count, dimensions: rows.width)
    let pass = MixturePass(rows, components: count, engine: engine)
    var best: MixtureClimb?
    for start in 0..<settings.starts {
      let climb = climb(count, start: start, settings, pass)
      if climb.value > best?.value ?? -.infinity { best = climb }
    }
    guard let best else { throw VAEError("no start") }
    for text in best.notes(asked: count) { note(text) }
    return file(best, pass, seed: settings.seed)
  }

  /// - Throws: `VAEError`, if the covariances would take too much memory.
  package static func checkSize(_ count: Int, dimensions: Int) throws(VAEError) {
    // Neither factor can overflow: a dimension is below 2³¹, components are fewer than 2¹⁶.
    let (size, overflow) = (count * (dimensions + 1)).multipliedReportingOverflow(
      by: dimensions + 1)
    guard !overflow, size <= most else {
      throw VAEError(
        "\(count) covariances of \(dimensions) dimensions are too many: "
          + "use fewer components, or fewer dimensions")
    }
  }

  /// One start, from rows that k-means++ draws.
  private func climb(_ count: Int, start: Int, _ settings: Settings, _ pass: MixturePass)
    -> MixtureClimb
  {
    let key = NoiseKey(seed: settings.seed, purpose: .component, epoch: 1 + start)
    var climb = MixtureClimb(
      from: Seeding(rows, count: count, key: key, engine: engine), smoothing: MixtureFit.smoothing)
    while !climb.isDone, climb.iterations < settings.iterations {
      climb.step(rows, pass, tolerance: settings.tolerance)
      watch(start, climb.iterations, climb.value)
    }
    return climb
  }

  /// Back from standardised numbers to those that came.
  private func file(_ climb: MixtureClimb, _ pass: MixturePass, seed: UInt64) -> PriorFile {
    let logScales = rows.scales.reduce(0) { $0 + portableLog($1) }
    let standard = pass.run(climb.components, smoothing: 0) / Double(rows.count)
    let parameters = Mixture.parameters(
      count: climb.components.count, dimensions: rows.dimensions)
    return PriorFile(
      rows.mixture(climb.components), rows: rows.count, seed: seed,
      logLikelihood: standard - logScales,
      criterion: informationCriterion(
        logLikelihood: standard - logScales, parameters: parameters, rows: rows.count))
  }
}

extension StandardRows {
  /// The mixture of rows as they came, from that of the standardised ones. A dimension that does not vary
  /// stays as it is.
  fileprivate func mixture(_ components: [NormalComponent]) -> Mixture {
    var means: [Float] = []
    var factors = [Float](repeating: 0, count: components.count * width * width)
    for (k, component) in components.enumerated() {
      var mean = self.means
      for (i, dimension) in varying.enumerated() {
        mean[dimension] += scales[i] * component.mean[i]
        for j in 0...i {
          factors[(k * width + dimension) * width + varying[j]] = Float(
            scales[i] * component.factor[i * dimensions + j])
        }
      }
      means += mean.map(Float.init)
    }
    return Mixture(
      dimensions: width, weights: components.map { Float($0.weight) }, means: means,
      spread: .factors(factors))
  }
}
