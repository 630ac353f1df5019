import Kernels
import LaneTypes
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

/// What latents are drawn from: a plain normal distribution, a model's prior, or a distribution fitted
/// to codes; and their labels.
struct Source {
  private let prior: Prior
  private let fit: (mean: [Double], factor: [Double])?
  private let labels: Labelling
  private let seed: UInt64

  private enum Labelling {
    case none
    case one(Int)
    /// Each of so many classes alike.
    case drawn(classes: Int)
  }

  /// As in `vae-fit`.
  private static let standardLatent = 20

  /// - Throws: `ToolError`.
  init(_ settings: Settings, engine: Engine) throws {
    seed = settings.seed
    if settings.model == "-", settings.codes == "-" {
      throw ToolError(.usage, "-", "standard input cannot be both the model and the codes")
    }
    let model = try settings.model.map { try ModelFile(path: $0).model }
    let configuration = model?.configuration
    try Source.check(settings, configuration)
    labels = try Source.labelling(settings, configuration)
    let temperature = settings.temperature ?? 1
    if let path = settings.codes {
      let fitted = try Source.fit(path)
      fit = try blaming(path) { try fitted.factors() }
      prior = Prior(dimensions: fitted.dimensions, temperature: temperature, engine: engine)
      if let width = configuration?.bottleneck.width, width != fitted.dimensions {
        throw ToolError(
          .badData, path, "codes of \(fitted.dimensions) numbers, the model has \(width)")
      }
    } else if let model, let path = settings.model {
      fit = nil
      prior = try blaming(path) {
        try Prior(model, temperature: temperature, engine: engine)
      }
    } else {
      fit = nil
      prior = Prior(
        dimensions: settings.latent ?? Source.standardLatent, temperature: temperature,
        engine: engine)
    }
  }

  /// Numbers in a row.
  var width: Int { prior.width }

  /// The rows of these numbers.
  func frame(_ rows: Range<Int>) throws -> Frame {
    var codes = prior.draw(rows, seed: seed)
    if let fit { codes.z = GaussianFit.shape(codes.z, mean: fit.mean, factor: fit.factor) }
    var tensors = prior.tensors(codes, rows: rows.count)
    switch labels {
    case .none: break
    case .one(let label):
      tensors.append(
        Tensor("y", shape: [rows.count], [Int32](repeating: Int32(label), count: rows.count)))
    case .drawn(let classes):
      let key = NoiseKey(seed: seed, purpose: .categories, epoch: 1)
      let drawn = rows.map {
        Int32(Philox.word($0, key).multipliedFullWidth(by: UInt64(classes)).high)
      }
      tensors.append(Tensor("y", shape: [rows.count], drawn))
    }
    return try Frame(tensors)
  }

  private static func check(_ settings: Settings, _ model: Configuration?) throws(ToolError) {
    if settings.latent != nil, settings.codes != nil {
      throw ToolError(.usage, "-z", "has no meaning with --fit: the codes have their own width")
    }
    guard let bottleneck = model?.bottleneck, let path = settings.model, bottleneck.hasPrior,
      settings.codes == nil
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

  private static func labelling(_ settings: Settings, _ model: Configuration?) throws(ToolError)
    -> Labelling
  {
    guard let label = settings.label else {
      guard let classes = model?.classes, classes > 0 else { return .none }
      return .drawn(classes: classes)
    }
    guard let model, let path = settings.model else {
      throw ToolError(.usage, "-c", "needs the conditional model: add -m MODEL")
    }
    guard model.classes > 0 else {
      throw ToolError(.usage, "-c", "\(path) is not a conditional model: it knows no classes")
    }
    guard label < model.classes else {
      throw ToolError(
        .usage, "-c \(label)", "expected a class from 0 to \(model.classes - 1) as in \(path)")
    }
    return .one(label)
  }

  private static func fit(_ path: String) throws -> GaussianFit {
    var input = try TensorInput(path)
    let name = input.name
    var result: GaussianFit?
    var (number, row) = (0, 0)
    while let frame = try input.next() {
      try blaming(name, frame: number) {
        let z = try frame.tensor("z", meaning: "latents")
        guard z.elementType == .f32, z.shape.count == 2, z.shape[1] > 0 else {
          throw VAEError(
            "tensor 'z' is \(z.elementType.name) \(z.shapeDescription), expected f32 rows×latent")
        }
        try Examples.checkFinite(z, firstRow: row)
        guard z.shape[1] <= GaussianFit.mostDimensions else {
          throw VAEError(
            "tensor 'z' has \(z.shape[1]) dimensions, expected at most "
              + "\(GaussianFit.mostDimensions) to fit a normal distribution to")
        }
        var fit = result ?? GaussianFit(dimensions: z.shape[1])
        guard z.shape[1] == fit.dimensions else {
          throw VAEError(
            "tensor 'z' has \(z.shape[1]) dimensions, expected \(fit.dimensions) as before")
        }
        fit.add(z.elements(of: Float.self))
        result = fit
        row += z.shape[0]
      }
      number += 1
    }
    guard let result else { throw ToolError(.badData, name, "no rows in the stream") }
    return result
  }
}
