/// Why bytes of one unit do not go with those of another; nil where they do.
///
/// - Parameters:
///   - unit: of the data's bytes; nil for numbers, which go with any.
///   - other: that it should be.
///   - source, place: what the other one is of, before and behind it: `the model was fitted to`; `expected`, and
///     ` as in data.t`.
package func unitFault(
  _ unit: Int?, _ other: Int, source: String, place: String = ""
) -> String? {
  guard let unit, unit != other else { return nil }
  return "a byte p of 'x' stands for p/\(unit), \(source) p/\(other)\(place): "
    + "make the stream with --unit \(other), as mnist2t, tsv2t and npy2t have it"
}
