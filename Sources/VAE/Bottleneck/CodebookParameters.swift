import Glibc
import Kernels

/// The vectors of a quantised bottleneck, and how often each variable is each of them: the prior that
/// sampling draws from.
package final class CodebookParameters: Sendable {
  package let shape: Bottleneck.Codebook
  let codebook: Codebook
  private let frequencies: Buffer

  init(_ shape: Bottleneck.Codebook) {
    self.shape = shape
    codebook = Codebook(codes: shape.codes, size: shape.size)
    frequencies = Buffer(count: shape.variables * shape.codes)
    frequencies.elements = Array(
      repeating: 1 / Float(shape.codes), count: shape.variables * shape.codes)
  }

  /// The vectors, `[codes, size]`, row by row. After a change of them, `Codebook.updateNorms`.
  package var vectors: [Float] {
    get { codebook.vectors.rowMajor }
    set { codebook.vectors.rowMajor = newValue }
  }

  /// The probability of each code, variable by variable, `[variables, codes]`.
  package var prior: [Float] {
    get { frequencies.elements }
    set { frequencies.elements = newValue }
  }

  /// −log of the prior in nats, `[variables, codes]`.
  var codeLengths: [Double] { prior.map { -log(Double($0)) } }
}
