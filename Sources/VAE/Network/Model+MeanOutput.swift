import Kernels
import LaneTypes

extension Model {
  /// Sets the biases of the decoder's last layer so that without weights it would give the data's mean: of each
  /// number of an example, or after convolutions of each channel. Nothing for no data.
  ///
  /// Where the likelihood takes logits, the mean m of n numbers is taken as (n·m + ½)/(n + 1), whose logit is
  /// finite for m = 0 and m = 1 too. The sums are made in Double and in the order of the rows, so that they are the
  /// same on any machine. Logarithms of scales stay at 0.
  package func startAtMean(of data: Dataset, engine: Engine) {
    guard data.count > 0 else { return }
    let likelihood = configuration.likelihood
    let bias = decoder.layers[decoder.last].bias
    let places = bias.count / likelihood.outputsPerPixel
    // The channels of a pixel are neighbours.
    let pixels = configuration.features / places
    let sums = sums(of: data, kernels: engine.kernels)
    let count = Double(data.count) * Double(pixels)
    var values = bias.elements
    for place in 0..<places {
      let sum = (0..<pixels).reduce(0.0) { $0 + sums[$1 * places + place] }
      if likelihood.takesLogits {
        let mean = (sum + 0.5) / (count + 1)
        values[place] = Float(portableLog(mean / (1 - mean)))
      } else {
        values[place] = Float(sum / count)
      }
    }
    bias.elements = values
  }

  /// The sum of all examples, `[features]`.
  private func sums(of data: Dataset, kernels: Kernels) -> [Double] {
    let features = configuration.features
    let block = Matrix(rows: 32, columns: features, order: .byTileRow)
    let numbers = rowNumbers(from: 0, count: data.count)
    var sums = [Double](repeating: 0, count: features)
    for first in stride(from: 0, to: data.count, by: block.rows) {
      let rows = first..<min(data.count, first + block.rows)
      data.prepare(numbers[rows])
      for row in rows { data.load(row, into: block.panels, row: row - first, kernels: kernels) }
      let values = block.rowMajor
      for row in 0..<rows.count {
        for feature in 0..<features { sums[feature] += Double(values[row * features + feature]) }
      }
    }
    return sums
  }
}

extension Likelihood {
  /// Whether what the decoder gives for a pixel is the logit of a probability, not a location.
  fileprivate var takesLogits: Bool {
    switch self {
    case .bernoulli, .continuousBernoulli: true
    case .gaussian, .laplace, .logCosh, .discretisedLogistic: false
    }
  }
}
