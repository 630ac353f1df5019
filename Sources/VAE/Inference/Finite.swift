/// Checks that arithmetic on finite numbers gave finite numbers.
///
/// - Parameters:
///   - values: the results, `[rows, width]`.
///   - firstRow: the number of the first row in its stream.
///   - name: the tensor that they become.
///   - source: what they were made of, with the model: `data`, `latents`.
/// - Throws: `VAEError`, naming the first row that is beyond single precision.
func checkFinite(
  _ values: [Float], width: Int, firstRow: Int, name: String, source: String
) throws(VAEError) {
  guard let bad = values.firstIndex(where: { !$0.isFinite }) else { return }
  // The sign of a NaN says nothing.
  let found = values[bad].isNaN ? "nan" : "\(values[bad])"
  // Which of the two it is, or both, cannot be told from the result.
  throw VAEError(
    "row \(firstRow + bad / width): '\(name)' would be \(found): "
      + "the \(source) or the parameters of the model are too large")
}
