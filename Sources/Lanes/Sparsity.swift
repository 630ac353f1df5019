import LaneTypes

/// Σ_j |z_j| of each example, in ascending order.
///
/// - Parameters:
///   - codes: z, `[latent, batch]`.
///   - result: `[panels · 32]`.
@inline(never)
package func absoluteSums(
  _ codes: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
) {
  for panel in panels {
    for half in 0..<2 {
      let lines = codes.base + panel * codes.panelStride + half * 16
      var sum = Vector.zero
      for row in 0..<codes.rows { sum += Vector(at: lines + row * 32).magnitude }
      sum.store(to: result + panel * 32 + half * 16)
    }
  }
}

/// Adds the gradient of weight · Σ|z| to the one on z: the weight with z's sign, and nothing where z
/// is 0.
///
/// - Parameters:
///   - codes: z, `[latent, batch]`.
///   - gradient: `[latent, batch]`, zero beyond the batch afterwards.
@inline(never)
package func addSigns(
  _ codes: Panels, weight: Float, to gradient: Panels, panels: Range<Int>
) {
  let (size, sign) = (Vector(repeating: weight), Words(repeating: 0x8000_0000))
  for panel in panels {
    for half in 0..<2 {
      let mask = maskBits(codes.columns - panel * 32 - half * 16)
      for row in 0..<codes.rows {
        let offset = row * 32 + half * 16
        let z = Vector(at: codes.base + panel * codes.panelStride + offset)
        let target = gradient.base + panel * gradient.panelStride + offset
        let slope = Vector(bits: size.bits ^ (z.bits & sign))
          .replacing(with: Vector.zero, where: z .== 0)
        Vector(bits: (Vector(at: target) + slope).bits & mask).store(to: target)
      }
    }
  }
}

/// Σ_j KL(ρ ‖ ρ̂_j) in nats, a figure of the whole batch: ρ̂_j is the mean of code j, held within
/// [1e-6, 1 − 1e-6] (Ng, "Sparse autoencoder", CS294A 2011).
///
/// - Parameters:
///   - codes: in (0, 1), `[latent, batch]`.
///   - target: ρ, in (0, 1).
///   - slopes: `[latent]`, padded to a multiple of 16: the derivative by any of row j's codes,
///     ((1 − ρ)/(1 − ρ̂_j) − ρ/ρ̂_j) / batch. At its bounds ρ̂ keeps its slope, so that a code that is
///     always 0 is still pulled away from there.
@inline(never)
package func bernoulliSparsity(
  _ codes: Panels, target: Float, slopes: UnsafeMutablePointer<Float>
) -> Float {
  for row in 0..<codes.rows {
    var sum = Vector.zero
    for panel in 0..<Panels.panels(codes.columns) {
      for half in 0..<2 {
        let mask = maskBits(codes.columns - panel * 32 - half * 16)
        let line = codes.base + panel * codes.panelStride + row * 32 + half * 16
        sum += Vector(bits: Vector(at: line).bits & mask)
      }
    }
    slopes[row] = sum.treeSum() / Float(codes.columns)
  }
  let (on, off) = (Vector(repeating: target), Vector(repeating: 1 - target))
  let (least, greatest) = (Vector(repeating: 1e-6), Vector(repeating: 1 - 1e-6))
  let batch = Vector(repeating: Float(codes.columns))
  var sum = Vector.zero
  var row = 0
  while row < codes.rows {
    let raw = Vector(at: slopes + row)
    let mean = raw.replacing(with: least, where: raw .< least)
      .replacing(with: greatest, where: raw .> greatest)
    let (onRatio, offRatio) = (on / mean, off / (1 - mean))
    let divergence = (on * log(onRatio)).addingProduct(off, log(offRatio))
    sum += Vector(bits: divergence.bits & maskBits(codes.rows - row))
    ((offRatio - onRatio) / batch).store(to: slopes + row)
    row += 16
  }
  return sum.treeSum()
}

/// Adds weight · values[j] to row j of a gradient.
///
/// - Parameters:
///   - values: `[rows]`.
///   - gradient: `[rows, batch]`, zero beyond the batch afterwards.
@inline(never)
package func addToRows(
  _ values: UnsafePointer<Float>, weight: Float, gradient: Panels, panels: Range<Int>
) {
  for panel in panels {
    for half in 0..<2 {
      let mask = maskBits(gradient.columns - panel * 32 - half * 16)
      for row in 0..<gradient.rows {
        let line = gradient.base + panel * gradient.panelStride + row * 32 + half * 16
        let value = Vector(at: line).addingProduct(
          Vector(repeating: weight), Vector(repeating: values[row]))
        Vector(bits: value.bits & mask).store(to: line)
      }
    }
  }
}
