import Kernels
import Networks

/// What a model asks of memory. It is told by the configuration alone, which a few bytes can make large: so it
/// is known before any memory is taken.
extension Configuration {
  /// The most numbers that a model may ask for beside its file: 1 GiB of them.
  static let mostNumbers = 1 << 28

  /// Rows that encoding, scoring and decoding take at a time: up to `most`, fewer where a row leaves so many
  /// numbers in the network that those of all rows would exceed 256 MiB. Whole panels, and at least one: the
  /// kernels write what belongs to a row for all rows of a panel.
  package func batch(upTo most: Int) -> Int {
    let rows = min(most, (1 << 26) / numbersOfRow)
    return max(1, rows / Panels.width) * Panels.width
  }

  /// Refuses a model whose parameters, in whole tiles, and one panel of rows exceed the limit.
  package func checkMemory() throws(VAEError) {
    let numbers = paddedParameters + Panels.width * numbersOfRow
    guard numbers <= Configuration.mostNumbers else {
      throw VAEError(
        "the model needs \(numbers >> 18) MiB for its parameters and \(Panels.width) rows, "
          + "expected at most \(Configuration.mostNumbers >> 18)")
    }
  }

  /// Refuses so many pseudo-inputs that a step of training would need more than the limit for them: all pass
  /// through the encoder beside the batch, and back.
  package func checkPseudoInputs() throws(VAEError) {
    // Of each the parameter, its gradient and two moments, and what it is after its activation; of each layer
    // its output, the gradient on that, and its input transposed.
    let layers = encoderPlan.reduce(0) { $0 + 2 * $1.numbersOfRow + $1.inputs }
    let pseudoInputs = prior.pseudoInputs
    let numbers = pseudoInputs * (5 * features + layers)
    guard numbers <= Configuration.mostNumbers else {
      throw VAEError(
        "\(pseudoInputs) pseudo-inputs need \(numbers >> 18) MiB in a step, expected at most "
          + "\(Configuration.mostNumbers >> 18): use a smaller --prior vamp:K")
    }
  }

  /// What a row leaves on its way through encoder, bottleneck, prior and decoder. Each layer keeps its output;
  /// data and z are there row by row and in panels, on their way in and out.
  private var numbersOfRow: Int {
    let layers = (encoderPlan + decoderPlan).reduce(0) { $0 + $1.numbersOfRow }
    // A flow keeps what all its couplings make of a row, a prior the densities of all its components.
    let beside = (priorPlan + flowPlan).filter { $0.shape.count > 1 }.reduce(0) { $0 + $1.shape[0] }
    return layers + beside + 4 * (features + bottleneck.encoderOutputs + bottleneck.width + classes)
  }

  /// Parameters as the kernels have them.
  private var paddedParameters: Int {
    let sum = parameterPlans.reduce(0) { $0 + $1.paddedCount }
    let pseudoInputs = prior.pseudoInputs
    guard pseudoInputs > 0 else { return sum }
    // Of their table's activation and gradient, and of their posteriors, there is a matrix each.
    let matrices = [[features, pseudoInputs], [bottleneck.encoderOutputs, pseudoInputs]]
    return matrices.reduce(sum) { $0 + 2 * ParameterPlan("", $1).paddedCount }
  }
}
