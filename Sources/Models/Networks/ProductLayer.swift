import Kernels

/// A layer whose weights have a product of two matrices as their gradient, so that a step can use a tile
/// of it as soon as it is made.
package protocol ProductLayer: AffineLayer {
  func product(_ factors: Trace.Factors) -> WeightProduct
}

/// The factors of a weight gradient in the order of the weights: `rows · lines`.
package struct WeightProduct {
  /// As many rows as the weights, and a column for each example.
  let rows: Panels
  /// A line for each example, as long as a row of the weights.
  let lines: Panels
  /// For each eight rows, the examples in which they are not all zero; nil where it is not known.
  let nonzero: NonzeroLists?
}

extension ProductLayer {
  package var fanIn: Int { inputs }
  package var weightShape: [Int] { [outputs, inputs] }

  package func weightGradient(
    _ factors: Trace.Factors, result: Matrix, bias: Buffer, scratch: Buffer, engine: Engine
  ) {
    let (kernels, target, product) = (engine.kernels, result.panels, product(factors))
    engine.forTiles(rows: target.rows, columns: target.columns, terms: product.rows.columns) {
      kernels.weightGradient(
        gradient: product.rows, input: product.lines, result: target, tileRows: $0, panels: $1)
    }
    let gradient = factors.gradient
    engine.alone { kernels.biasGradient(gradient: gradient, result: bias.base) }
  }
}
