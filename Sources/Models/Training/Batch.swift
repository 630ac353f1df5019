import Datasets
import Kernels
import VAE

/// A batch of examples as a network takes them: the target of the reconstruction, and the encoder's
/// input, which may be corrupted and may end in the classes.
final class Batch {
  private let configuration: Configuration
  private let corruption: Corruption?
  private let binarization: Binarization?
  private let engine: Engine
  /// The encoder's input, `[inputs, batch]`.
  private let inputs: Matrix
  /// The target where it is not the first rows of the input.
  private let cleanTargets: Matrix?
  /// Whether the encoder reads log(1 + x).
  private let readsLogarithm: Bool
  /// The examples as they are loaded, `[batch, features]`.
  private let byRow: Matrix
  /// The numbers of the rows, padded to whole panels.
  private(set) var numbers: [UInt32]
  /// The classes of the rows, where there are any.
  private var labels: [Int32] = []

  init(_ configuration: Configuration, settings: TrainingSettings?, size: Int, engine: Engine) {
    (self.configuration, self.engine) = (configuration, engine)
    corruption = settings?.corruption
    binarization = settings?.binarization
    readsLogarithm = configuration.likelihood.family.readsLogarithm
    let told = configuration.conditionedEncoderLayer == 0 ? configuration.classes : 0
    let rows = configuration.features + told
    let columns = Panels.panels(size) * Panels.width
    // Whole panels behind those of the batch.
    let behind = configuration.prior.pseudoInputs
    inputs = Matrix(rows: rows, columns: behind > 0 ? columns + behind : size)
    cleanTargets =
      corruption == nil && !readsLogarithm
      ? nil : Matrix(rows: configuration.features, columns: size)
    byRow = Matrix(rows: size, columns: configuration.features)
    numbers = Array(repeating: 0, count: columns)
  }

  /// The batch as the encoder reads it, `[inputs, batch]`.
  func input(_ count: Int) -> Panels { inputs.view(columns: count) }

  /// All that the encoder reads: the batch, and in whole panels behind it room for pseudo-inputs.
  func encoderInput(_ count: Int) -> Panels {
    guard configuration.prior.pseudoInputs > 0 else { return input(count) }
    let columns = Panels.panels(count) * Panels.width + configuration.prior.pseudoInputs
    return inputs.view(columns: columns)
  }

  /// What the decoder is to give, `[features, batch]`.
  func target(_ count: Int) -> Panels {
    cleanTargets?.view(rows: configuration.features, columns: count)
      ?? input(count).slice(rows: 0..<configuration.features)
  }

  /// Loads examples.
  ///
  /// - Parameters:
  ///   - rows: their numbers in the data set.
  ///   - seed, epoch: what the noise on them is drawn with.
  func load(_ data: Dataset, rows: ArraySlice<UInt32>, seed: UInt64, epoch: Int) {
    let count = rows.count
    precondition(count > 0 && count <= inputs.columns)
    for (place, row) in rows.enumerated() { numbers[place] = row }
    let loaded = byRow.view(rows: count, columns: configuration.features, order: .byTileRow)
    let target = target(count)
    let first = rows.startIndex
    data.prepare(rows)
    engine.fill(loaded, target) {
      data.load(Int(rows[first + $0]), into: loaded, row: $0, kernels: engine.kernels)
    }
    if let binarization {
      let key = NoiseKey(
        seed: seed, purpose: .binarization, epoch: binarization == .fixed ? 0 : epoch)
      let (kernels, numbers) = (engine.kernels, numbers)
      engine.forPanels(count) {
        kernels.binarize(target, examples: numbers, key: key, result: target, panels: $0)
      }
    }
    var source = target
    if readsLogarithm {
      source = input(count).slice(rows: 0..<configuration.features)
      engine.logOnePlus(target, result: source)
    }
    if let corruption { corrupt(source, corruption, seed: seed, epoch: epoch) }
    if configuration.classes > 0 {
      labels = rows.map { data.labels[Int($0)] }
      if inputs.rows > configuration.features {
        fillClasses(input(count).slice(rows: configuration.features..<inputs.rows))
      }
    }
  }

  private func corrupt(_ source: Panels, _ corruption: Corruption, seed: UInt64, epoch: Int) {
    let input = input(source.columns).slice(rows: 0..<configuration.features)
    let key = NoiseKey(seed: seed, purpose: .corruption, epoch: epoch)
    let (kernels, numbers) = (engine.kernels, numbers)
    engine.forPanels(source.columns) {
      kernels.corrupt(
        source, by: corruption, examples: numbers, key: key, result: input, panels: $0)
    }
  }

  /// Writes the classes of the batch, one row each, `[classes, batch]`.
  func fillClasses(_ rows: Panels) { engine.fillClasses(labels[..<rows.columns], into: rows) }
}
