/// Four words for each of sixteen counters: Philox4x32-10 (Salmon et al., SC'11, section 3.3).
@inline(__always)
func philox(_ counter: (Words, Words, Words, Words), key: (UInt32, UInt32))
  -> (Words, Words, Words, Words)
{
  var (a, b, c, d) = counter
  var (low, high) = key
  for round in 0..<10 {
    if round > 0 {
      low &+= 0x9E37_79B9
      high &+= 0xBB67_AE85
    }
    let (ah, al) = multiply(a, 0xD251_1F53)
    let (ch, cl) = multiply(c, 0xCD9E_8D57)
    (a, b, c, d) = (
      ch ^ b ^ Words(repeating: low), cl, ah ^ d ^ Words(repeating: high), al
    )
  }
  return (a, b, c, d)
}

/// The high and low halves of the 64-bit products.
@inline(__always)
private func multiply(_ x: Words, _ factor: UInt32) -> (high: Words, low: Words) {
  let wide = SIMD8<UInt64>(repeating: UInt64(factor))
  let first = SIMD8<UInt64>(truncatingIfNeeded: x.lowHalf) &* wide
  let second = SIMD8<UInt64>(truncatingIfNeeded: x.highHalf) &* wide
  let high = Words(
    lowHalf: SIMD8<UInt32>(truncatingIfNeeded: first &>> 32),
    highHalf: SIMD8<UInt32>(truncatingIfNeeded: second &>> 32))
  return (high, x &* Words(repeating: factor))
}

/// A word as a number in (0, 1): the middle of one of 2²³ equal cells, so never 0 and never 1.
@inline(__always)
func unit(_ word: Words) -> Vector {
  Vector(bits: (word &>> 9) | Words(repeating: 0x3f80_0000)) - 0.99999994
}
