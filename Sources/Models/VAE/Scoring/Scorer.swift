import Kernels
import Synchronization
import TensorIO

/// Scores rows by what a model makes of them.
package final class Scorer {
  private let model: Model
  private let settings: ScoringSettings
  private let engine: Engine
  private let encoder: Encoder
  private let z: Matrix
  private let entropies: Buffer
  /// One for each thread, fewer where layers are so wide that their memory would be beyond that of a batch.
  private let workers: [ImportanceSampler]
  /// Panels that each takes at a time, at the most.
  private let workerPanels: Int
  private var divergenceSums: [Double]

  /// The KL of each dimension of z, or of each variable, summed over all rows so far, in nats, inf where it is
  /// beyond single precision; none where the prior is learned, which has no KL in closed form.
  package var dimensionDivergences: [Double] {
    divergenceSums.map { $0.isFinite ? $0 : .infinity }
  }

  package init(_ model: Model, settings: ScoringSettings, engine: Engine) {
    (self.model, self.settings, self.engine) = (model, settings, engine)
    encoder = Encoder(model, engine: engine, most: 1024)
    let bottleneck = model.configuration.bottleneck
    z = Matrix(rows: bottleneck.width, columns: encoder.batch)
    entropies = Buffer(count: Panels.panels(encoder.batch) * Panels.width)
    let threads = engine.pool.threads
    let most = threads * ImportanceSampler.standardPanels * Panels.width
    let allPanels = model.configuration.batch(upTo: most) / Panels.width
    let count = min(threads, allPanels)
    let workerPanels = allPanels / count
    self.workerPanels = workerPanels
    workers = (0..<count).map { _ in
      ImportanceSampler(
        model, settings: settings, panels: workerPanels,
        engine: Engine(kernels: engine.kernels, threads: 1))
    }
    divergenceSums = Array(
      repeating: 0, count: model.configuration.hasClosedDivergence ? bottleneck.dimensions : 0)
    encoder.bottleneck.beginEpoch()
  }

  /// How much of the bottleneck all rows so far use.
  ///
  /// - Parameter rows: their number.
  package func usage(rows: Int) -> CodeUsage { encoder.bottleneck.usage(examples: rows) }

  /// A row beyond single precision has the worst figures, and no part in those of the others.
  ///
  /// - Parameters:
  ///   - examples: of the model's shape, `[rows, …]`.
  ///   - volumes: what the model's scaler tells of each row; none without one.
  ///   - labels: the classes of the rows, if the model is conditional.
  ///   - firstRow: the number of the first example, which the draws depend on.
  ///   - watch: is told now and then how many of the rows are done, always on the caller's thread.
  package func score(
    _ examples: Tensor, volumes: [Double] = [], labels: [Int32], firstRow: Int,
    watch: (Int) -> Void = { _ in }
  ) -> Scores {
    let count = examples.shape[0]
    var all = Scores(settings, model.configuration)
    for start in stride(from: 0, to: count, by: encoder.batch) {
      let range = start..<min(count, start + encoder.batch)
      all += score(examples, volumes, labels, range, firstRow: firstRow, watch)
      watch(range.upperBound)
    }
    all.settle()
    return all
  }

  private func score(
    _ examples: Tensor, _ volumes: [Double], _ labels: [Int32], _ range: Range<Int>, firstRow: Int,
    _ watch: (Int) -> Void
  ) -> Scores {
    let count = range.count
    let parameters = encoder.parameters(examples, labels, range)
    let z = z.view(columns: count)
    var scores = Scores(settings, model.configuration)
    encoder.bottleneck.forward(parameters, z: z, noise: nil, mode: .evaluation)
    encoder.bottleneck.count(parameters, z: z)
    let isClosed = model.configuration.hasClosedDivergence
    if isClosed, let posterior = encoder.bottleneck.posterior {
      scores.divergence = posterior.rowDivergences(z)
      posterior.addDivergences(parameters, z: z, to: &divergenceSums)
    }
    let result = draw(parameters, labels, range, firstRow: firstRow, watch)
    if !isClosed, scores.divergence != nil {
      scores.divergence = result.divergences.map { Float($0) }
    }
    let constant = model.configuration.likelihood.constant(features: model.configuration.features)
    let constants =
      volumes.isEmpty
      ? Array(repeating: constant, count: count) : volumes[range].map { $0 + constant }
    let losses = zip(result.losses, constants).map { $0 + $1 }
    scores.reconstruction = losses.map { Float($0) }
    if scores.elbo != nil, let divergence = scores.divergence {
      scores.elbo = zip(losses, divergence).map { -Float($0 + Double($1)) }
    }
    if scores.logLikelihood != nil {
      scores.logLikelihood = zip(result.logMeans, constants).map { Float($0 - $1) }
      scores.effectiveSamples = result.effectiveSamples.map { Float($0) }
    }
    if scores.deviance != nil {
      scores.deviance = zip(result.losses, leastLosses(count)).map { Float(2 * ($0 - $1)) }
    }
    return scores
  }

  /// The draws of all rows of a batch, some panels of them on each thread.
  private func draw(
    _ parameters: Panels, _ labels: [Int32], _ range: Range<Int>, firstRow: Int,
    _ watch: (Int) -> Void
  ) -> ImportanceSampler.Result {
    let target = encoder.examples(range.count)
    let panels = Panels.panels(range.count)
    // As few as keep all threads at work.
    let step = max(1, min(workerPanels, panels / workers.count))
    let chunks = (panels + step - 1) / step
    let next = Atomic<Int>(0)
    var results = [ImportanceSampler.Result?](repeating: nil, count: chunks)
    results.withUnsafeMutableBufferPointer { results in
      engine.pool.run(workers.count) { worker in
        while true {
          let chunk = next.add(1, ordering: .relaxed).oldValue
          guard chunk < chunks else { return }
          let part = chunk * step..<min(panels, (chunk + 1) * step)
          let first = range.lowerBound + part.lowerBound * Panels.width
          let rows = target.slice(panels: part)
          results[chunk] = workers[worker].run(
            parameters.slice(panels: part), target: rows,
            labels: labels.isEmpty ? [] : labels[first..<first + rows.columns],
            numbers: rowIndices(from: firstRow + first, count: rows.columns))
          // The others have done as many.
          if engine.pool.isOwner { watch(first + rows.columns) }
        }
      }
    }
    var all = ImportanceSampler.Result(losses: [])
    for part in results.compactMap({ $0 }) {
      all.losses += part.losses
      all.logMeans += part.logMeans
      all.effectiveSamples += part.effectiveSamples
      all.divergences += part.divergences
    }
    return all
  }

  /// The least that −log p(x|z) could be for each row, but for the constant.
  private func leastLosses(_ count: Int) -> [Double] {
    let likelihood = model.configuration.likelihood
    let (kernels, target, result) = (engine.kernels, encoder.examples(count), entropies.base)
    engine.forPanels(count) {
      kernels.leastLosses(target, likelihood: likelihood, result: result, panels: $0)
    }
    return (0..<count).map { Double(result[$0]) }
  }
}
