/// Eight rows in double precision: one register on AVX-512, two on AVX2.
private typealias Doubles = SIMD8<Double>

extension Doubles {
  @inline(__always)
  fileprivate init(at pointer: UnsafePointer<Double>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: Doubles.self)
  }

  @inline(__always)
  fileprivate func store(to pointer: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Doubles.self)
  }

  /// The sum of the lanes, as a fixed tree of halves.
  @inline(__always)
  fileprivate func treeSum() -> Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}

extension SIMDKernels {
  @inline(never)
  package static func squaredDistances(
    _ lines: UnsafePointer<Double>, count: Int, weights: UnsafePointer<Double>,
    offsets: UnsafePointer<Double>, dimensions: Int, result: UnsafeMutablePointer<Double>
  ) {
    var first = 0
    while first < count {
      var (a, b, c, d) = (Doubles.zero, Doubles.zero, Doubles.zero, Doubles.zero)
      for i in 0..<dimensions {
        let row = weights + i * dimensions
        let offset = Doubles(repeating: offsets[i])
        var (p, q, r, s) = (offset, offset, offset, offset)
        for j in 0...i {
          let weight = Doubles(repeating: row[j])
          let line = lines + j * count + first
          p.addProduct(weight, Doubles(at: line))
          q.addProduct(weight, Doubles(at: line + 8))
          r.addProduct(weight, Doubles(at: line + 16))
          s.addProduct(weight, Doubles(at: line + 24))
        }
        a.addProduct(p, p)
        b.addProduct(q, q)
        c.addProduct(r, r)
        d.addProduct(s, s)
      }
      a.store(to: result + first)
      b.store(to: result + first + 8)
      c.store(to: result + first + 16)
      d.store(to: result + first + 24)
      first += 32
    }
  }

  @inline(never)
  package static func weightedMoments(
    _ lines: UnsafePointer<Double>, count: Int, shares: UnsafePointer<Double>, dimensions: Int,
    scratch: UnsafeMutablePointer<Double>, result: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<dimensions {
      var n = 0
      while n < count {
        let share = Doubles(at: shares + n)
        (share * Doubles(at: lines + i * count + n)).store(to: scratch + n)
        n += 8
      }
      let target = result + i * dimensions
      var j = 0
      while j + 4 <= i + 1 {
        let line = lines + j * count
        var (a, b, c, d) = (Doubles.zero, Doubles.zero, Doubles.zero, Doubles.zero)
        n = 0
        while n < count {
          let weighted = Doubles(at: UnsafePointer(scratch + n))
          a.addProduct(weighted, Doubles(at: line + n))
          b.addProduct(weighted, Doubles(at: line + count + n))
          c.addProduct(weighted, Doubles(at: line + 2 * count + n))
          d.addProduct(weighted, Doubles(at: line + 3 * count + n))
          n += 8
        }
        target[j] = a.treeSum()
        target[j + 1] = b.treeSum()
        target[j + 2] = c.treeSum()
        target[j + 3] = d.treeSum()
        j += 4
      }
      while j <= i {
        var sum = Doubles.zero
        n = 0
        while n < count {
          let line = lines + j * count + n
          sum.addProduct(Doubles(at: UnsafePointer(scratch + n)), Doubles(at: line))
          n += 8
        }
        target[j] = sum.treeSum()
        j += 1
      }
    }
  }
}
