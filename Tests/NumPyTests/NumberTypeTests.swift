import NumberTypes
import TensorIO
import Testing

@Suite struct NumberTypeTests {
  /// All numbers of 16 bits, NaNs of every kind among them, are what the processor's conversion makes of them, and come
  /// back to the bit.
  @Test func everyHalf() {
    for bits in UInt16.min...UInt16.max {
      let wide = widenedHalf(bits)
      let float = Float(bitPattern: wide)
      #if !(os(macOS) && arch(x86_64))
        let half = Float16(bitPattern: bits)
        if half.isNaN {
          #expect(float.isNaN && float.isSignalingNaN == half.isSignalingNaN)
        } else {
          #expect(float == Float(half) && float.sign == half.sign)
        }
      #endif
      #expect(narrowedHalf(wide) == bits)
      // The neighbours of a number that a half has are none that it has.
      for other in [wide ^ 1, wide ^ 0x1000] { #expect(narrowedHalf(other) == nil) }
    }
    #expect(narrowedHalf(Float(65520).bitPattern) == nil)
    #expect(narrowedHalf(Float(0x1p-26).bitPattern) == nil)
  }

  /// What each type has goes to the wide type and back.
  @Test(arguments: NumberType.allCases)
  func thereAndBack(_ type: NumberType) throws {
    var bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 8) }
    if type == .bool { bytes = bytes.map { $0 & 1 } }
    if type == .u64 { for index in stride(from: 7, to: 4096, by: 8) { bytes[index] &= 0x7F } }
    let tensor = try type.tensor("a", shape: [2, 2048 / type.size], bytes: bytes)
    #expect(tensor.elementType == type.widened && tensor.count == 4096 / type.size)
    #expect(try type.narrowed(tensor) == bytes)
    #expect(
      type.isPlain == (type.size == tensor.elementType.size && ![.bool, .u64].contains(type)))
  }
}
