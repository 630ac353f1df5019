import Datasets
import Kernels
import LatentFits
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

/// What latents are drawn from: a plain normal distribution, a model's prior, or one that was fitted to
/// codes; and their labels.
struct Source {
  private let distribution: Distribution
  private let labels: Labelling
  private let seed: UInt64
  /// Numbers in a row.
  let width: Int

  private enum Distribution {
    /// Of the model of that name; nil for N(0, I) without one.
    case prior(Prior, String?)
    /// Of the file of that name.
    case fitted(MixtureSampler, String)
  }

  private enum Labelling {
    case none
    case one(Int)
    /// Each of these classes alike.
    case drawn([Int])
    /// Each class as often as it was met: of each, the rows up to it and of it, ascending.
    case asMet([Int])
  }

  /// As in `vae-fit`.
  static let standardLatent = BottleneckOptions().latent

  /// - Throws: `ToolError`.
  init(_ settings: Settings, engine: Engine) throws {
    seed = settings.seed
    if settings.model == "-", settings.prior == "-" {
      throw ToolError(.usage, "-", "standard input cannot be both the model and the prior")
    }
    let file = try settings.model.map { try ModelFile(path: $0) }
    let model = file?.model
    let configuration = model?.configuration
    try Source.check(settings, configuration)
    labels = try Source.labelling(settings, file?.classes)
    let temperature = settings.temperature ?? 1
    if let path = settings.prior {
      let mixture = try PriorFile(path: path).mixture
      if let width = configuration?.bottleneck.width, width != mixture.dimensions {
        throw ToolError(
          .badData, path,
          "a prior of \(mixture.dimensions) dimensions, the model has \(width): "
            + "fit one to the codes of this model")
      }
      width = mixture.dimensions
      distribution = .fitted(
        MixtureSampler(mixture, temperature: temperature, engine: engine), path)
    } else {
      let prior = try Source.prior(settings, model, temperature, engine)
      width = prior.width
      distribution = .prior(prior, settings.model)
    }
  }

  /// The prior of the model, or N(0, I) without one.
  private static func prior(
    _ settings: Settings, _ model: Model?, _ temperature: Double, _ engine: Engine
  ) throws -> Prior {
    guard let model, let path = settings.model else {
      return Prior(
        dimensions: settings.latent ?? Source.standardLatent, temperature: temperature,
        engine: engine)
    }
    return try blaming(path) { try Prior(model, temperature: temperature, engine: engine) }
  }

  /// The rows of these numbers.
  func frame(_ rows: Range<Int>) throws -> Frame {
    var tensors = try tensors(rows)
    switch labels {
    case .none: break
    case .one(let label):
      tensors.append(
        Tensor("y", shape: [rows.count], [Int32](repeating: Int32(label), count: rows.count)))
    case .drawn(let classes):
      tensors.append(
        Tensor(
          "y", shape: [rows.count], rows.map { Int32(classes[draw($0, below: classes.count)]) }))
    case .asMet(let sums):
      let drawn = rows.map { row -> Int32 in
        let number = draw(row, below: sums.last ?? 0)
        return Int32(sums.partitioningIndex { $0 > number })
      }
      tensors.append(Tensor("y", shape: [rows.count], drawn))
    }
    return try Frame(tensors)
  }

  /// A whole number from 0, each alike: the word of the row times the limit, of which the upper half is taken.
  private func draw(_ row: Int, below limit: Int) -> Int {
    let key = NoiseKey(seed: seed, purpose: .categories, epoch: 1)
    return Int(Philox.word(row, key).multipliedFullWidth(by: UInt64(limit)).high)
  }

  private func tensors(_ rows: Range<Int>) throws -> [Tensor] {
    switch distribution {
    case .prior(let prior, let path):
      let codes = prior.draw(rows, seed: seed)
      if let path, let bad = codes.z.firstIndex(where: { !$0.isFinite }) {
        throw ToolError(
          .badData, path,
          "row \(rows.lowerBound + bad / width): 'z' would be \(codes.z[bad]): the parameters of the "
            + "prior, or the temperature, are too large")
      }
      return prior.tensors(codes, rows: rows.count)
    case .fitted(let sampler, let path):
      return try blaming(path) {
        [Tensor("z", shape: [rows.count, width], try sampler.draw(rows, seed: seed))]
      }
    }
  }

  private static func check(_ settings: Settings, _ model: Configuration?) throws(ToolError) {
    if settings.latent != nil, settings.prior != nil {
      throw ToolError(.usage, "-z", "has no meaning with --from: the prior has its own dimensions")
    }
    guard let bottleneck = model?.bottleneck, let path = settings.model, bottleneck.hasPrior,
      settings.prior == nil
    else { return }
    if settings.temperature != nil, bottleneck.normalSize == nil {
      throw ToolError(
        .usage, "--temperature", "has no meaning with \(path): its prior is not normal")
    }
    guard let asked = settings.latent else { return }
    guard let latent = bottleneck.normalSize, latent == bottleneck.width else {
      throw ToolError(
        .usage, "-z \(asked)", "has no meaning with \(path): its prior is not N(0, I) alone")
    }
    if asked != latent {
      throw ToolError(
        .usage, "-z \(asked)",
        "contradicts \(path), which has \(latent) latent dimensions: give one of the two")
    }
  }

  private static func labelling(_ settings: Settings, _ classes: ClassSet?) throws(ToolError)
    -> Labelling
  {
    let option = settings.label != nil ? "-c" : settings.drawsAsMet ? "--as-met" : nil
    guard let option else {
      guard let classes, classes.range > 0 else { return .none }
      return .drawn(classes.met)
    }
    if settings.label != nil, settings.drawsAsMet {
      throw ToolError(
        .usage, "--as-met", "draws classes, and -c gives the one of all rows: give one of the two")
    }
    guard let classes, let path = settings.model else {
      throw ToolError(.usage, option, "needs the conditional model: add -m MODEL")
    }
    guard classes.range > 0 else {
      throw ToolError(.usage, option, "\(path) is not a conditional model: it knows no classes")
    }
    guard let label = settings.label else {
      guard let counts = classes.counts else {
        throw ToolError(
          .usage, option,
          "\(path) does not say how often it met each class: fit it anew, or leave it out")
      }
      var sum = 0
      return .asMet(
        counts.map {
          sum += $0
          return sum
        })
    }
    guard classes.contains(Int64(label)) else { throw unmet(label, classes, path) }
    return .one(label)
  }
}
