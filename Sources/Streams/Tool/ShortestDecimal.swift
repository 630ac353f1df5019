/// The shortest decimal number that is nearer to `value` than to any other of its type, without the `.0`
/// of a whole number.
package func shortestDecimal(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> String
{
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
