import CVectors

/// What compares lanes of vectors and of words gives.
typealias LaneMask = SIMDMask<SIMD16<Int32>>

/// Lanes chosen and moved by one operation each, as in `Arithmetic.swift`.
extension Vector {
  @inline(__always)
  func replacing(with other: Vector, where mask: LaneMask) -> Vector {
    vector_select(unsafeBitCast(mask, to: SIMD16<Int32>.self), other, self)
  }

  @inline(__always)
  func replacing(with other: Float, where mask: LaneMask) -> Vector {
    replacing(with: Vector(repeating: other), where: mask)
  }

  /// Lanes 0 to 7.
  @inline(__always)
  var lowHalf: HalfVector { low_half(self) }

  /// Lanes 8 to 15.
  @inline(__always)
  var highHalf: HalfVector { high_half(self) }
}

extension Words {
  @inline(__always)
  func replacing(with other: Words, where mask: LaneMask) -> Words {
    words_select(unsafeBitCast(mask, to: SIMD16<Int32>.self), other, self)
  }

  @inline(__always)
  func replacing(with other: UInt32, where mask: LaneMask) -> Words {
    replacing(with: Words(repeating: other), where: mask)
  }
}
