import Kernels

extension SIMDKernels {
  @inline(never)
  package static func corrupt(
    _ source: Panels, by corruption: Corruption, examples: UnsafePointer<UInt32>, key: NoiseKey,
    result: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: source.rows, panels, source, result)
    switch corruption {
    case .gaussian(let deviation):
      let deviation = Vector(repeating: deviation)
      perturb(source, examples, key, result, panels) {
        normals($0)
      } value: { x, normal in
        x.addingProduct(deviation, normal)
      }
    case .mask(let probability):
      let probability = Vector(repeating: probability)
      perturb(source, examples, key, result, panels) {
        units($0)
      } value: { x, u in
        x.replacing(with: Vector.zero, where: u .< probability)
      }
    case .saltAndPepper(let probability):
      let (either, zero) = (Vector(repeating: probability), Vector(repeating: probability * 0.5))
      perturb(source, examples, key, result, panels) {
        units($0)
      } value: { x, u in
        x.replacing(with: Vector(repeating: 1), where: u .< either)
          .replacing(with: Vector.zero, where: u .< zero)
      }
    }
  }

  @inline(never)
  package static func binarize(
    _ source: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, result: Panels,
    panels: Range<Int>
  ) {
    checkShapes(rows: source.rows, panels, source, result)
    perturb(source, examples, key, result, panels) {
      units($0)
    } value: { x, u in
      Vector.zero.replacing(with: Vector(repeating: 1), where: u .< x)
    }
  }
}

/// `result = value(source, noise)` for each element.
///
/// - Parameter noise: makes the noise of four neighbouring rows from a draw.
@inline(__always)
private func perturb(
  _ source: Panels, _ examples: UnsafePointer<UInt32>, _ key: NoiseKey, _ result: Panels,
  _ panels: Range<Int>,
  noise: ((Words, Words, Words, Words)) -> (Vector, Vector, Vector, Vector),
  value: (Vector, Vector) -> Vector
) {
  withTile { draws in
    for half in SIMDKernels.halves(panels) {
      let numbers = UnsafeRawPointer(examples + half * 16).loadUnaligned(as: Words.self)
      let (lines, target) = (source.half(half), result.half(half))
      var row = 0
      while row < source.rows {
        let (a, b, c, d) = noise(draw(numbers, block: row / 4, key))
        a.store(to: draws)
        b.store(to: draws + 16)
        c.store(to: draws + 32)
        d.store(to: draws + 48)
        // The rows after the last may be someone else's.
        for place in 0..<min(4, source.rows - row) {
          target[row + place] = value(lines[row + place], Vector(at: draws + place * 16))
        }
        row += 4
      }
    }
  }
}

/// Four uniform numbers a lane.
@inline(__always)
private func units(_ words: (Words, Words, Words, Words)) -> (Vector, Vector, Vector, Vector) {
  (unit(words.0), unit(words.1), unit(words.2), unit(words.3))
}
