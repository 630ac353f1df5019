// Bits of 16-bit floats and of the 32-bit floats of the same value. NaNs keep theirs, signalling ones too, which a
// conversion by the processor would change.

/// The 32-bit float of the value of an IEEE 754 binary16.
package func widenedHalf(_ half: UInt16) -> UInt32 {
  let sign = UInt32(half & 0x8000) << 16
  let (exponent, fraction) = (UInt32(half >> 10 & 0x1F), UInt32(half & 0x3FF))
  switch exponent {
  case 0x1F: return sign | 0x7F80_0000 | fraction << 13
  // A fraction times 2⁻²⁴ is exact.
  case 0: return sign | (Float(fraction) * 0x1p-24).bitPattern
  default: return sign | (exponent + 112) << 23 | fraction << 13
  }
}

/// The binary16 of the value of a 32-bit float; nil where there is none.
package func narrowedHalf(_ bits: UInt32) -> UInt16? {
  let sign = UInt16(bits >> 16 & 0x8000)
  let (exponent, fraction) = (bits >> 23 & 0xFF, UInt16(bits >> 13 & 0x3FF))
  let half: UInt16
  switch exponent {
  case 0xFF: half = sign | 0x7C00 | fraction
  case 113...142: half = sign | UInt16(exponent - 112) << 10 | fraction
  case 0...112: half = sign | UInt16(Float(bitPattern: bits & 0x7FFF_FFFF) * 0x1p24)
  default: return nil
  }
  return widenedHalf(half) == bits ? half : nil
}
