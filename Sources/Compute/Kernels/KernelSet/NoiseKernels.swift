/// Random numbers, and noise on the input.
package protocol NoiseKernels {
  /// Noise on an encoder's input: a function of the key, the example and the feature.
  ///
  /// - Parameters:
  ///   - source: `[features, batch]`.
  ///   - examples: their numbers, `[panels · 32]`, whatever beyond the batch.
  ///   - result: `[features, batch]`; it may be the same matrix.
  static func corrupt(
    _ source: Panels, by corruption: Corruption, examples: UnsafePointer<UInt32>, key: NoiseKey,
    result: Panels, panels: Range<Int>)

  /// Draws each pixel as 1 with a probability of its value, else as 0: never 1 from 0, always from 1.
  ///
  /// - Parameters:
  ///   - source: `[features, batch]`.
  ///   - examples: their numbers, `[panels · 32]`, whatever beyond the batch.
  ///   - result: `[features, batch]`; it may be the same matrix.
  static func binarize(
    _ source: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, result: Panels,
    panels: Range<Int>)

  /// Standard normals times `deviation`, `[positions, examples]`.
  ///
  /// - Parameter examples: their numbers, `[panels · 32]`, whatever beyond the last.
  static func fillNormals(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, deviation: Float,
    panels: Range<Int>)

  /// Uniform numbers in (0, 1), `[positions, examples]`, from the draws that `fillNormals` makes normals of.
  ///
  /// - Parameter examples: their numbers, `[panels · 32]`, whatever beyond the last.
  static func fillUniform(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, panels: Range<Int>)
}
