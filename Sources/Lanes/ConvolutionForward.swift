import LaneTypes

/// `output[p, o, n] = activation(Σ_(tap, q) Σ_i weights[tap][o, i] · input[q, i, n] + bias[o])`, for
/// some positions p.
///
/// - Parameters:
///   - sums: the convolution, with its weights.
///   - bias: `[filters]`.
///   - input: `[height · width · channels, batch]` of the input.
///   - output: the same of the output.
///   - slopes: the same, as in `denseForward`.
@inline(never)
package func convolutionForward(
  _ sums: ChannelSums, bias: UnsafePointer<Float>, input: Panels, output: Panels,
  slopes: Panels?, activation: Activation, positions: Range<Int>, panels: Range<Int>
) {
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
