import CPUFeatures
import Kernels

extension SIMDKernels {
  @inline(never)
  package static func convolutionForward(
    _ sums: ConvolutionSums, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    slopes: Panels?,
    activation: Activation, positions: Range<Int>, panels: Range<Int>
  ) {
    checkConvolution(sums, input, output, positions, panels)
    // The usual activation on its own, as in `denseForward`.
    if case .relu = activation {
      forEachChannelSum(sums, source: input, result: output, positions, panels) {
        channel, place, sum in
        rectified(sum + bias[channel]).store(to: output.base + place)
      } tileDone: { _, _ in
      }
      return
    }
    forEachChannelSum(sums, source: input, result: output, positions, panels) {
      channel, place, sum in
      (sum + bias[channel]).store(to: output.base + place)
    } tileDone: { place, lines in
      activate(
        output.base + place, slopes: slopes.map { $0.base + place }, lines: lines, activation)
    }
  }
}

extension SIMDKernels {
  @inline(never)
  package static func convolutionForwardThin(
    _ sums: ConvolutionSums, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    slopes: Panels?,
    activation: Activation, positions: Range<Int>, panel: Int
  ) {
    checkConvolution(sums, input, output, positions, panel..<panel + 4)
    let (next, nextOut) = (input.panelStride, output.panelStride)
    for position in positions {
      for row in 0..<sums.rows {
        let line = output.base + panel * nextOut + (position * sums.rows + row) * 32
        #if KERNELS_V4 && arch(x86_64)
          let terms = IndirectTerms(sums, tileRow: 0, source: input, panel: panel)
          var (first, second) = (OneByFour(), OneByFour())
          terms.forEachTerm(sums.runs, position, row: row, column: 0) { a, b in
            let s = Vector(repeating: a[0])
            first.add(s, b, b + next)
            second.add(s, b + 2 * next, b + 3 * next)
          }
          first.store(to: line, line + nextOut, bias: bias[row])
          second.store(to: line + 2 * nextOut, line + 3 * nextOut, bias: bias[row])
        #else
          for pair in 0..<2 {
            let terms = IndirectTerms(sums, tileRow: 0, source: input, panel: panel + 2 * pair)
            var four = OneByFour()
            terms.forEachTerm(sums.runs, position, row: row, column: 0) { a, b in
              four.add(Vector(repeating: a[0]), b, b + next)
            }
            let line = line + 2 * pair * nextOut
            four.store(to: line, line + nextOut, bias: bias[row])
          }
        #endif
        if case .identity = activation { continue }
        for panel in 0..<4 {
          let place = line + panel * nextOut
          activate(
            place, slopes: slopes.map { $0.base + (place - output.base) }, lines: 1, activation)
        }
      }
    }
  }
}

/// The sums of one row in two panels.
private struct OneByFour {
  private var (c0, c1, c2, c3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func add(_ s: Vector, _ one: UnsafePointer<Float>, _ two: UnsafePointer<Float>) {
    c0.addProduct(s, Vector(at: one))
    c1.addProduct(s, Vector(at: one + 16))
    c2.addProduct(s, Vector(at: two))
    c3.addProduct(s, Vector(at: two + 16))
  }

  @inline(__always)
  func store(
    to one: UnsafeMutablePointer<Float>, _ two: UnsafeMutablePointer<Float>, bias: Float
  ) {
    (c0 + bias).store(to: one)
    (c1 + bias).store(to: one + 16)
    (c2 + bias).store(to: two)
    (c3 + bias).store(to: two + 16)
  }
}

extension SIMDKernels {
  @inline(never)
  package static func convolutionBackward(
    _ sums: ConvolutionSums, gradient: Panels, input: Panels, inputGradient: Panels,
    activation: Activation, positions: Range<Int>, panels: Range<Int>
  ) {
    checkConvolution(sums, gradient, inputGradient, positions, panels)
    // The usual activation on its own, as in `denseForward`.
    if case .relu = activation {
      forEachChannelSum(sums, source: gradient, result: inputGradient, positions, panels) {
        prefetch(input.base + $0)
      } finish: { _, place, sum in
        Vector.zero.replacing(with: sum, where: Vector(at: input.base + place) .> 0)
          .store(to: inputGradient.base + place)
      } tileDone: { _, _ in
      }
      return
    }
    forEachChannelSum(sums, source: gradient, result: inputGradient, positions, panels) {
      _, place, sum in
      sum.store(to: inputGradient.base + place)
    } tileDone: { place, lines in
      if case .identity = activation { return }
      for piece in 0..<lines * 2 {
        let line = inputGradient.base + place + piece * 16
        let slope = activation.slope(kept: Vector(at: input.base + place + piece * 16))
        (Vector(at: line) * slope).store(to: line)
      }
    }
  }
}
