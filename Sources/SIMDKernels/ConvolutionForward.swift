import Kernels

extension SIMDKernels {
  @inline(never)
  package static func convolutionForward(
    _ sums: ChannelSums, bias: UnsafePointer<Float>, input: Panels, output: Panels, slopes: Panels?,
    activation: Activation, positions: Range<Int>, panels: Range<Int>
  ) {
    checkConvolution(sums, input, output, slopes, positions, panels)
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
