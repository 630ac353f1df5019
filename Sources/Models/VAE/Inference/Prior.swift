import Kernels
import Networks
import TensorIO

/// Draws from the prior of a model's z.
package final class Prior {
  let bottleneck: any Bottleneck
  let model: Model?
  /// Of a prior that the model has learned.
  let learned: PriorSampler?
  private let draws: BottleneckPrior.Draws
  let engine: Engine
  private let temperature: Float

  /// - Parameter temperature: what the standard deviation of normal draws is multiplied by.
  /// - Throws: `VAEError`, if the model has no prior.
  package convenience init(_ model: Model, temperature: Double, engine: Engine) throws(VAEError) {
    let bottleneck = model.configuration.bottleneck
    switch bottleneck.prior {
    case .none(let reason): throw VAEError(reason)
    case .draws(let draws):
      self.init(bottleneck, of: model, draws: draws, temperature: temperature, engine: engine)
    }
  }

  /// - Parameters:
  ///   - model: whose prior it is; nil for N(0, T²·I) alone.
  ///   - draws: the rows of some numbers from a seed.
  init(
    _ bottleneck: any Bottleneck, of model: Model?, draws: @escaping BottleneckPrior.Draws,
    temperature: Double, engine: Engine
  ) {
    (self.bottleneck, self.model, self.draws) = (bottleneck, model, draws)
    self.temperature = Float(temperature)
    self.engine = engine
    learned = model.flatMap {
      PriorSampler($0, temperature: Float(temperature), engine: engine)
    }
  }

  /// The tensors of some draws.
  package func tensors(_ codes: Codes, rows: Int) -> [Tensor] {
    codes.tensors(rows: rows, of: bottleneck)
  }

  /// Numbers in a row.
  package var width: Int { bottleneck.width }

  /// - Parameters:
  ///   - rows: numbers of the rows to draw; a row's draw depends on its number and the seed.
  package func draw(_ rows: Range<Int>, seed: UInt64) -> Codes { draws(self, rows, seed) }

  /// Draws from N(0, T²) for the rows of these numbers, `[rows, size]`.
  func normals(_ size: Int, _ rows: Range<Int>, seed: UInt64) -> [Float] {
    engine.normals(size, rows, seed: seed, temperature: temperature)
  }
}
