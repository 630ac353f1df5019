/// Checks that arithmetic on finite numbers gave finite numbers.
///
/// - Parameters:
///   - values: the results, `[rows, width]`.
///   - firstRow: the number of the first row in its stream.
///   - name: the tensor that they become.
///   - source: what they were made of: `data`, `latents`.
/// - Throws: `VAEError`, naming the first row that is beyond single precision.
func checkFinite(
  _ values: [Float], width: Int, firstRow: Int, name: String, source: String
) throws(VAEError) {
  guard let bad = values.firstIndex(where: { !$0.isFinite }) else { return }
  throw VAEError(
    "row \(firstRow + bad / width): '\(name)' would be \(values[bad]): "
      + "the \(source) are too large for the model")
}
