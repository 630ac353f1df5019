import Kernels

/// Vectors at equal distances in memory, by their numbers.
struct Vectors {
  let base: UnsafeMutablePointer<Float>
  /// Elements from a vector to the next.
  let step: Int

  @inline(__always)
  subscript(index: Int) -> Vector {
    get { Vector(at: base + index * step) }
    nonmutating set { newValue.store(to: base + index * step) }
  }

  /// A half's lines of memory that has `count` lines of 32 numbers for each panel.
  @inline(__always)
  init(lines: UnsafeMutablePointer<Float>, each count: Int, half: Int) {
    self.init(base: lines + half / 2 * count * 32 + half % 2 * 16, step: 32)
  }

  @inline(__always)
  init(base: UnsafeMutablePointer<Float>, step: Int) { (self.base, self.step) = (base, step) }

  /// The vectors from number `first` on.
  @inline(__always)
  func from(_ first: Int) -> Vectors { Vectors(base: base + first * step, step: step) }
}

/// A matrix by panels, as kernels go through it. A half is half a panel, 16 neighbouring columns; halves are
/// numbered from the first of the matrix, so that half `h` has the columns from 16 · h on.
extension Panels {
  /// A half: one vector for each row.
  @inline(__always)
  func half(_ half: Int) -> Vectors {
    Vectors(base: base + half / 2 * panelStride + half % 2 * 16, step: 32)
  }

  /// A panel: two vectors for each row.
  @inline(__always)
  func panel(_ panel: Int) -> Vectors { Vectors(base: base + panel * panelStride, step: 16) }

  /// All halves.
  @inline(__always)
  var halves: Range<Int> { SIMDKernels.halves(0..<Panels.panels(columns)) }

  /// All ones in the lanes of a half that are columns, zero in those of the padding.
  @inline(__always)
  func mask(_ half: Int) -> Words { maskBits(columns - half * 16) }

  /// One number, for all lanes.
  @inline(__always)
  func number(_ row: Int, _ column: Int) -> Float {
    base[column / 32 * panelStride + row * 32 + column % 32]
  }
}

extension SIMDKernels {
  /// The halves of some panels.
  @inline(__always)
  static func halves(_ panels: Range<Int>) -> Range<Int> {
    panels.lowerBound * 2..<panels.upperBound * 2
  }
}
