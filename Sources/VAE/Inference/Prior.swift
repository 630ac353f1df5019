import Kernels
import TensorIO

/// Draws from the prior of a model's z.
package final class Prior {
  private let bottleneck: Bottleneck
  private let codebook: CodebookParameters?
  private let engine: Engine
  private let temperature: Float
  /// Where the model has learned its prior.
  private let sampler: PriorSampler?

  /// - Parameter temperature: what the standard deviation of normal draws is multiplied by.
  /// - Throws: `VAEError`, if the model has no prior.
  package init(_ model: Model, temperature: Double, engine: Engine) throws(VAEError) {
    guard model.configuration.bottleneck.hasPrior else {
      throw VAEError(
        "an autoencoder has no prior to draw from: fit one to its codes, as in "
          + "vae-encode MODEL data.t > codes.t; latent-fit gaussian codes.t > prior.t; "
          + "latent-sample --from prior.t")
    }
    bottleneck = model.configuration.bottleneck
    codebook = model.codebook
    self.temperature = Float(temperature)
    self.engine = engine
    sampler = PriorSampler(model, temperature: Float(temperature), engine: engine)
  }

  /// N(0, T²·I).
  package init(dimensions: Int, temperature: Double, engine: Engine) {
    bottleneck = .gaussian(size: dimensions)
    codebook = nil
    self.temperature = Float(temperature)
    self.engine = engine
    sampler = nil
  }

  /// The tensors of some draws.
  package func tensors(_ codes: Codes, rows: Int) -> [Tensor] {
    codes.tensors(rows: rows, of: bottleneck)
  }

  /// Numbers in a row.
  package var width: Int { bottleneck.width }

  /// - Parameters:
  ///   - rows: numbers of the rows to draw; a row's draw depends on its number and the seed.
  package func draw(_ rows: Range<Int>, seed: UInt64) -> Codes {
    var result = Codes()
    let numbers = rowNumbers(from: rows.lowerBound, count: rows.count)
    switch bottleneck {
    case .none: break
    case .gaussian(let size):
      result.z = sampler?.draw(rows, seed: seed) ?? normals(size, rows.count, numbers, seed)
    case .categorical(let shape):
      (result.z, result.codes) = categories(shape, rows.count, numbers, seed)
    case .joint(let size, let shape):
      let normal = normals(size, rows.count, numbers, seed)
      let (categories, codes) = categories(shape, rows.count, numbers, seed)
      for row in 0..<rows.count {
        result.z += normal[row * size..<(row + 1) * size]
        result.z += categories[row * shape.width..<(row + 1) * shape.width]
      }
      result.codes = codes
    case .quantized(let shape):
      let uniform = uniforms(shape.variables, rows.count, numbers, seed, .codes)
      let codes = quantized(shape, uniform)
      result.codes = codes
      result.z = codebook.map { $0.vectors(of: codes) } ?? []
    }
    return result
  }

  private func normals(_ size: Int, _ count: Int, _ numbers: [UInt32], _ seed: UInt64) -> [Float] {
    let draws = Matrix(rows: size, columns: count)
    let (kernels, panels, temperature) = (engine.kernels, draws.panels, temperature)
    let key = NoiseKey(seed: seed, purpose: .prior)
    engine.forPanels(count) {
      kernels.fillNormals(
        panels, examples: numbers, key: key, deviation: temperature, panels: $0)
    }
    return engine.rowMajor(panels, by: Matrix(rows: count, columns: size))
  }

  private func uniforms(
    _ size: Int, _ count: Int, _ numbers: [UInt32], _ seed: UInt64, _ purpose: NoiseKey.Purpose
  ) -> [Float] {
    let draws = Matrix(rows: size, columns: count)
    let (kernels, panels) = (engine.kernels, draws.panels)
    let key = NoiseKey(seed: seed, purpose: purpose)
    engine.forPanels(count) {
      kernels.fillUniform(panels, examples: numbers, key: key, panels: $0)
    }
    return engine.rowMajor(panels, by: Matrix(rows: count, columns: size))
  }

  /// Uniform categories: the largest of as many uniform numbers as there are.
  private func categories(
    _ shape: Bottleneck.Categories, _ count: Int, _ numbers: [UInt32], _ seed: UInt64
  ) -> ([Float], [Int32]) {
    let uniform = uniforms(shape.width, count, numbers, seed, .categories)
    var z = [Float](repeating: 0, count: uniform.count)
    var codes: [Int32] = []
    for first in stride(from: 0, to: uniform.count, by: shape.categories) {
      var best = first
      for place in first..<first + shape.categories where uniform[place] > uniform[best] {
        best = place
      }
      z[best] = 1
      codes.append(Int32(best - first))
    }
    return (z, codes)
  }

  /// Codes by the inverse of each variable's distribution function.
  private func quantized(_ shape: Bottleneck.Codebook, _ uniform: [Float]) -> [Int32] {
    guard let prior = codebook?.prior else { return [] }
    return uniform.enumerated().map { index, u in
      let first = index % shape.variables * shape.codes
      var (code, sum) = (0, Double(prior[first]))
      while Double(u) >= sum, code < shape.codes - 1 {
        code += 1
        sum += Double(prior[first + code])
      }
      return Int32(code)
    }
  }
}

extension Bottleneck {
  /// Whether there is a distribution to draw z from.
  package var hasPrior: Bool { if case .none = self { false } else { true } }
}

extension CodebookParameters {
  /// The vectors of some codes, one after the other.
  package func vectors(of codes: [Int32]) -> [Float] {
    let vectors = vectors
    return codes.flatMap { vectors[Int($0) * shape.size..<(Int($0) + 1) * shape.size] }
  }
}
