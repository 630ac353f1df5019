/// Checks that arithmetic on finite numbers gave finite numbers.
///
/// - Parameters:
///   - values: the results, `[rows, width]`.
///   - firstRow: the number of the first row in its stream.
///   - name: the tensor that they become.
///   - sources: what they were made of: `data or the parameters of the model`. Which of them is at fault
///     cannot be told from the result.
/// - Throws: `VAEError`, naming the first row that is beyond single precision.
package func checkFinite<Values: Collection<Float>>(
  _ values: Values, width: Int, firstRow: Int, name: String, sources: String
) throws(VAEError) where Values.Index == Int {
  guard let bad = values.firstIndex(where: { !$0.isFinite }) else { return }
  // The sign of a NaN says nothing.
  let found = values[bad].isNaN ? "nan" : "\(values[bad])"
  throw VAEError(
    "row \(firstRow + bad / width): '\(name)' would be \(found): the \(sources) are too large")
}
