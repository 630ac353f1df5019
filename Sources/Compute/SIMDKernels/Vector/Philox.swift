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

/// The high and low halves of the 64-bit products: of the even lanes, which are the low halves of eight
/// 64-bit numbers, and of the odd ones, which are the high halves.
@inline(__always)
private func multiply(_ x: Words, _ factor: UInt32) -> (high: Words, low: Words) {
  let wide = SIMD8<UInt64>(repeating: UInt64(factor))
  let upper = SIMD8<UInt64>(repeating: 0xffff_ffff_0000_0000)
  let pairs = unsafeBitCast(x, to: SIMD8<UInt64>.self)
  let even = ((pairs & ~upper) &* wide) &>> 32
  let odd = ((pairs &>> 32) &* wide) & upper
  return (unsafeBitCast(even | odd, to: Words.self), x &* Words(repeating: factor))
}

/// A word as a number in (0, 1): the middle of one of 2²³ equal cells, so never 0 and never 1.
@inline(__always)
func unit(_ word: Words) -> Vector {
  Vector(bits: (word &>> 9) | Words(repeating: 0x3f80_0000)) - 0.99999994
}
