/// Bytes of every size that repeat only after many rows: `[rows, features]`.
func pattern(rows: Int, features: Int) -> [UInt8] {
  var bytes = [UInt8]()
  for row in 0..<rows {
    for feature in 0..<features {
      let value = (row * features + feature) * 37 + row * 11
      bytes.append(UInt8(value % 256))
    }
  }
  return bytes
}
