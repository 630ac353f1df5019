import Datasets
import Tool
import VAE
import VAETool

extension Settings {
  /// Those of a row, where no model says.
  static let standardLatent = 2

  /// The dimensions of a row, of which both sides of the grid are some.
  ///
  /// - Throws: `ToolError`, where the model has no such plane or options contradict it.
  func width() throws -> Int {
    let width: Int
    if let model {
      width = try modelWidth(model)
    } else if label != nil {
      throw ToolError(.usage, "-c", "needs the conditional model: add -m MODEL")
    } else {
      width = latent ?? Settings.standardLatent
    }
    let (right, up) = dimensions
    guard max(right, up) < width else {
      throw ToolError(
        .usage, "--dims \(right),\(up)",
        "expected two of the dimensions 0 to \(width - 1)\(model.map { " of \($0)" } ?? "")")
    }
    return width
  }

  private func modelWidth(_ path: String) throws -> Int {
    let file = try ModelFile(path: path)
    let configuration = file.model.configuration
    guard configuration.bottleneck.discreteVariables == nil else {
      throw ToolError(.badData, path, "has discrete latents, expected a plane of numbers")
    }
    guard range != nil || configuration.bottleneck.hasPrior else {
      throw ToolError(
        .usage, "-m", "\(path) is an autoencoder, which has no prior: add --range LOW,HIGH")
    }
    guard range != nil || configuration.prior.isStandardNormal else {
      throw ToolError(
        .usage, "-m",
        "\(path) has learned its prior, which no grid of N(0, I) follows: add --range LOW,HIGH")
    }
    let width = configuration.bottleneck.width
    guard width > 1 else {
      throw ToolError(.badData, path, "has 1 latent dimension, expected at least 2 for a plane")
    }
    if let latent, latent != width {
      throw ToolError(
        .usage, "-z \(latent)",
        "contradicts \(path), which has \(width) latent dimensions: give one of the two")
    }
    try checkLabel(path, classes: file.classes)
    return width
  }

  private func checkLabel(_ path: String, classes: ClassSet) throws(ToolError) {
    guard let label else {
      guard classes.range == 0 else {
        throw ToolError(
          .usage, "-m",
          "\(path) is a conditional model: add -c N, one of its classes: \(classes.description)"
        )
      }
      return
    }
    guard classes.range > 0 else {
      throw ToolError(.usage, "-c", "\(path) is not a conditional model: it knows no classes")
    }
    guard classes.contains(Int64(label)) else { throw unmet(label, classes, path) }
  }
}
