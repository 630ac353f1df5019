import Kernels
import Testing

@Suite struct CorruptionTests {
  private static let key = NoiseKey(seed: 3, purpose: .corruption, epoch: 5)

  /// The uniform numbers or normals of a key, from the kernels that `NoiseTests` holds to the generator.
  private func noise(_ rows: Int, _ batch: Int, normal: Bool) -> Matrix {
    let result = Matrix(rows: rows, columns: batch)
    let numbers = rowIndices(from: 100, count: batch)
    if normal {
      paths[0].fillNormals(
        result.panels, examples: numbers, key: Self.key, deviation: 1, panels: allPanels(batch))
    } else {
      paths[0].fillUniform(
        result.panels, examples: numbers, key: Self.key, panels: allPanels(batch))
    }
    return result
  }

  /// Pixels in [0, 1], whole ones among them.
  private func pixels(_ rows: Int, _ batch: Int) -> Matrix {
    var numbers = Numbers(UInt64(rows + batch))
    let result = numbers.activations(rows: rows, batch: batch)
    result.rowMajor = result.rowMajor.map { min(1, max(0, $0 * 2)) }
    return result
  }

  @Test(
    arguments: raggedBatches,
    [
      Corruption.gaussian(deviation: 0.3), .mask(probability: 0.25),
      .saltAndPepper(probability: 0.4),
      .mask(probability: 0), .mask(probability: 1), .saltAndPepper(probability: 1),
    ])
  func corruptions(batch: Int, corruption: Corruption) {
    for rows in [1, 4, 7, 10] {
      let source = pixels(rows, batch)
      let whole = Matrix(rows: rows + 9, columns: batch)
      let target = whole.panels.slice(rows: 5..<5 + rows)
      let result = onEachPath { kernels in
        whole.rowMajor = Array(repeating: 7, count: whole.rows * batch)
        kernels.corrupt(
          source.panels, by: corruption, examples: rowIndices(from: 100, count: batch),
          key: Self.key, result: target, panels: allPanels(batch))
        return whole.rowMajor
      }
      let normal = corruption == .gaussian(deviation: 0.3)
      let noise = noise(rows, batch, normal: normal)
      for row in 0..<whole.rows {
        for n in 0..<batch {
          let value = result[row * batch + n]
          guard (5..<5 + rows).contains(row) else {
            #expect(value == 7)
            continue
          }
          let (x, draw) = (source[row - 5, n], noise[row - 5, n])
          switch corruption {
          case .gaussian(let deviation): #expect(value == x.addingProduct(deviation, draw))
          case .mask(let p): #expect(value == (draw < p ? 0 : x))
          case .saltAndPepper(let p):
            #expect(value == (draw < p / 2 ? 0 : draw < p ? 1 : x))
          }
        }
      }
    }
  }

  /// In place, and with the frequency of the pixel's value: 10,000 draws within five standard errors.
  @Test func binarization() {
    let batch = 10_000
    let values: [Float] = [0, 0.1, 0.5, 0.8, 0.99, 1]
    let result = Matrix(rows: values.count, columns: batch)
    _ = onEachPath { kernels in
      result.rowMajor = values.flatMap { Array(repeating: $0, count: batch) }
      kernels.binarize(
        result.panels, examples: rowIndices(from: 100, count: batch), key: Self.key,
        result: result.panels, panels: allPanels(batch))
      return result.rowMajor
    }
    let noise = noise(values.count, batch, normal: false)
    for (row, p) in values.enumerated() {
      var count = 0.0
      for n in 0..<batch {
        #expect(result[row, n] == (noise[row, n] < p ? 1 : 0))
        count += result.double(row, n)
      }
      let (mean, exact) = (count / Double(batch), Double(p))
      #expect(abs(mean - exact) <= 5 * (exact * (1 - exact) / Double(batch)).squareRoot())
    }
  }
}
