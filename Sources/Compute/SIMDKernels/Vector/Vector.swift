/// Sixteen lanes: one register on AVX-512, two on AVX2, four on NEON. All arithmetic of the
/// project is written on this width, so that every instruction set adds in the same order.
typealias Vector = SIMD16<Float>
typealias Words = SIMD16<UInt32>

/// Half a vector, for what is done sooner in halves.
typealias HalfVector = SIMD8<Float>

extension HalfVector {
  @inline(__always)
  init(at pointer: UnsafeMutablePointer<Float>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: HalfVector.self)
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: HalfVector.self)
  }
}

extension Vector {
  @inline(__always)
  init(at pointer: UnsafePointer<Float>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  init(at pointer: UnsafeMutablePointer<Float>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Vector.self)
  }

  /// `self * factor + term`, rounded once.
  @inline(__always)
  func times(_ factor: Vector, plus term: Vector) -> Vector { term.addingProduct(self, factor) }

  @inline(__always)
  func times(_ factor: Float, plus term: Float) -> Vector {
    Vector(repeating: term).addingProduct(self, Vector(repeating: factor))
  }

  @inline(__always)
  var bits: Words { unsafeBitCast(self, to: Words.self) }

  @inline(__always)
  init(bits: Words) { self = unsafeBitCast(bits, to: Vector.self) }

  /// The lanes that a mask has, and zero in the others.
  @inline(__always)
  func masked(by mask: Words) -> Vector { Vector(bits: bits & mask) }

  @inline(__always)
  var magnitude: Vector { Vector(bits: bits & Words(repeating: 0x7fff_ffff)) }

  /// The sum of the lanes, as a fixed tree of halves.
  @inline(__always)
  func treeSum() -> Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}

/// Whole numbers of magnitude below 2²² as floats, exactly: as the low bits of the mantissa of
/// 1.5·2²³. Negative numbers are in two's complement.
@inline(__always)
func small(_ numbers: Words) -> Vector {
  Vector(bits: numbers &+ Words(repeating: 0x4b40_0000)) - 12_582_912
}

/// All ones in the lanes below `count`, zero in the others: ANDed with bits, it masks a ragged end.
@inline(__always)
func maskBits(_ count: Int) -> Words {
  let lane = Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  let limit = Words(repeating: UInt32(truncatingIfNeeded: max(0, min(16, count))))
  return Words(repeating: 0).replacing(with: Words(repeating: .max), where: lane .< limit)
}
