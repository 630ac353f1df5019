import LaneTypes
import Tool
import VAE

/// The command line of `vae-fit`.
struct Settings {
  var latent = 20
  var hidden = [400]
  var activation = ActivationName.relu
  var likelihood = LikelihoodName.bernoulli
  var variance: Double?
  var epochs = 10
  var batch = 128
  var learningRate = 1e-3
  var beta = 1.0
  var seed: UInt64 = 1
  var threads: Int?
  var validation: String?
  var log: String?
  var snapshot: String?
  var output: String?
  var quiet = false

  enum ActivationName: String { case relu, tanh, softplus }
  enum LikelihoodName: String { case bernoulli, gaussian }

  /// The variance of the gaussian likelihood unless asked otherwise: ½ makes the loss a plain sum of
  /// squares.
  static let standardVariance = 0.5

  /// - Throws: `ToolError`, if an option has nothing to act on.
  func configuration(exampleShape: [Int]) throws(ToolError) -> Configuration {
    Configuration(
      exampleShape: exampleShape, latent: latent, hidden: hidden,
      activation: Activation(name: activation.rawValue) ?? .relu, likelihood: try chosenLikelihood)
  }

  /// Standard input and output can each be one thing only.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func checkStandardStreams(data: String?) throws(ToolError) {
    if validation == "-", data ?? "-" == "-" {
      throw ToolError(
        .usage, "--validate", "standard input cannot be both the data and the stream to validate")
    }
    if log == "-", output ?? "-" == "-" {
      throw ToolError(
        .usage, "--log", "standard output cannot be both the model and the log: add -o FILE")
    }
  }

  var chosenLikelihood: Likelihood {
    get throws(ToolError) {
      switch likelihood {
      case .bernoulli:
        guard variance == nil else {
          throw ToolError(
            .usage, "--variance", "belongs to the gaussian likelihood: add --likelihood gaussian")
        }
        return .bernoulli
      case .gaussian: return .gaussian(variance: Float(variance ?? Settings.standardVariance))
      }
    }
  }

  var training: TrainingSettings {
    TrainingSettings(
      seed: seed, epochs: epochs, batch: batch, learningRate: learningRate, beta: beta)
  }
}

/// Widths between commas.
func widths(_ argument: Argument) throws(ToolError) -> [Int] {
  let parts = argument.text.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { Int($0) }
  guard numbers.count == parts.count, numbers.count <= 64,
    numbers.allSatisfy((1...65_536).contains)
  else { throw argument.refused("whole numbers from 1 to 65536 with commas between them") }
  return numbers
}

/// A variance that is still a normal number in single precision.
func variance(_ argument: Argument) throws(ToolError) -> Double {
  let value = try argument.positiveNumber()
  guard Float(value).isNormal else { throw argument.refused("a variance from 1.2e-38 to 3.4e38") }
  return value
}
