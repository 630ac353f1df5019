import Datasets
import Kernels
import Networks
import VAE

extension Model {
  /// Sets the biases of the decoder's last layer so that without weights it would give the data's mean: of each
  /// number of an example, or after convolutions of each channel. Nothing for no data.
  ///
  /// Where the decoder gives logits, the mean m of n numbers is taken as (n·m + ½)/(n + 1), whose logit is
  /// finite for m = 0 and m = 1 too. Of the continuous Bernoulli that is its parameter, not its mean: a pixel that is
  /// always 0 or 1 has no best one. Where it gives a logarithm, half a count more is taken. Logarithms of scales stay at 0.
  ///
  /// - Parameter settings: whose static binarisation the data have.
  package func startAtMean(of data: Dataset, settings: TrainingSettings, engine: Engine) {
    guard data.count > 0 else { return }
    giveMean(
      DataMean(
        data, rows: (0..<UInt32(data.count)).map { $0 }, configuration, settings: settings,
        engine: engine))
  }

  /// The same for a mean that is known.
  func giveMean(_ mean: DataMean) {
    let likelihood = configuration.likelihood
    guard let bias = decoder.affineLayers.last?.bias else { return }
    let places = bias.count / likelihood.outputsPerPixel
    // The channels of a pixel are neighbours.
    let pixels = configuration.features / places
    var values = bias.elements
    for place in 0..<places {
      let sum = (0..<pixels).reduce(0.0) { $0 + mean.values[$1 * places + place] }
      values[place] = Float(
        likelihood.family.link.output(
          mean: sum / Double(pixels), of: Double(mean.count) * Double(pixels)))
    }
    bias.elements = values
  }
}

extension Link {
  /// What the decoder gives for a mean.
  ///
  /// - Parameter count: of the numbers that it is the mean of.
  fileprivate func output(mean: Double, of count: Double) -> Double {
    switch self {
    case .identity: return mean
    case .logit:
      let mean = (count * mean + 0.5) / (count + 1)
      return portableLog(mean / (1 - mean))
    case .log: return portableLog(mean + 0.5 / count)
    }
  }
}
