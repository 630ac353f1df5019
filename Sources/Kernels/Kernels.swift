import LaneTypes
import LanesV3
import LanesV4

/// The kernels, each in the module of the instruction set in use. One method a kernel; the kernel's
/// own documentation is beside its code, in `Lanes`.
package struct Kernels: Sendable {
  package let instructionSet: InstructionSet

  /// - Throws: `UnsupportedProcessor`, where there is no path for this machine.
  package init() throws(UnsupportedProcessor) {
    instructionSet = try InstructionSet.current.get()
  }

  /// A path by name, for tests that compare two.
  package init(_ instructionSet: InstructionSet) { self.instructionSet = instructionSet }

  func pick<Kernel>(_ v3: Kernel, _ v4: Kernel) -> Kernel {
    instructionSet == .v4 ? v4 : v3
  }
}

extension Kernels {
  package func denseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    slopes: Panels? = nil, activation: Activation, tileRows: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.denseForward, LanesV4.denseForward)(
      weights, bias, input, output, slopes, activation, tileRows, panels)
  }

  package func denseBackward(
    weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels, activation: Activation,
    tileRows: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.denseBackward, LanesV4.denseBackward)(
      weights, gradient, input, inputGradient, activation, tileRows, panels)
  }

  package func weightGradient(
    gradient: Panels, input: Panels, result: Panels, tileRows: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.weightGradient, LanesV4.weightGradient)(gradient, input, result, tileRows, panels)
  }

  package func weightStep(
    gradient: Panels, input: Panels, weights: Panels, firstMoment: UnsafeMutablePointer<Float>,
    secondMoment: UnsafeMutablePointer<Float>, step: AdamStep, tileRows: Range<Int>,
    panels: Range<Int>
  ) {
    pick(LanesV3.weightStep, LanesV4.weightStep)(
      gradient, input, weights, firstMoment, secondMoment, step, tileRows, panels)
  }

  package func biasGradient(gradient: Panels, result: UnsafeMutablePointer<Float>) {
    pick(LanesV3.biasGradient, LanesV4.biasGradient)(gradient, result)
  }

  package func adamStep(
    gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
    step: AdamStep, decay: Float = 0, count: Int
  ) {
    pick(LanesV3.adamStep, LanesV4.adamStep)(
      gradient, weights, firstMoment, secondMoment, step, decay, count)
  }

  package func convolutionForward(
    _ sums: ChannelSums, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    slopes: Panels?, activation: Activation, positions: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.convolutionForward, LanesV4.convolutionForward)(
      sums, bias, input, output, slopes, activation, positions, panels)
  }

  package func convolutionForwardThin(
    _ sums: ChannelSums, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    slopes: Panels?, activation: Activation, positions: Range<Int>, panel: Int
  ) {
    pick(LanesV3.convolutionForwardThin, LanesV4.convolutionForwardThin)(
      sums, bias, input, output, slopes, activation, positions, panel)
  }

  package func convolutionBackward(
    _ sums: ChannelSums, gradient: Panels, input: Panels, inputGradient: Panels,
    activation: Activation, positions: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.convolutionBackward, LanesV4.convolutionBackward)(
      sums, gradient, input, inputGradient, activation, positions, panels)
  }

  package func convolutionWeightGradient(
    _ sums: TapSums, rowSide: Panels, columnSide: Panels, panel: Int, block: Int, first: Bool,
    scratch: UnsafeMutablePointer<Float>, result: Panels
  ) {
    pick(LanesV3.convolutionWeightGradient, LanesV4.convolutionWeightGradient)(
      sums, rowSide, columnSide, panel, block, first, scratch, result)
  }

  package func addChannels(
    _ gradient: Panels, channels: Int, panel: Int, positions: Range<Int>, first: Bool,
    result: UnsafeMutablePointer<Float>
  ) {
    pick(LanesV3.addChannels, LanesV4.addChannels)(
      gradient, channels, panel, positions, first, result)
  }

  package func addParts(
    _ parts: UnsafePointer<Float>, count: Int, stride: Int, result: UnsafeMutablePointer<Float>,
    vectors: Range<Int>
  ) {
    pick(LanesV3.addParts, LanesV4.addParts)(parts, count, stride, result, vectors)
  }

  package func addPartsAndLanes(
    _ parts: UnsafePointer<Float>, count: Int, stride: Int, result: UnsafeMutablePointer<Float>,
    channels: Int
  ) {
    pick(LanesV3.addPartsAndLanes, LanesV4.addPartsAndLanes)(
      parts, count, stride, result, channels)
  }

  package func posteriorForward(
    parameters: Panels, noise: Panels, z: Panels, divergence: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.posteriorForward, LanesV4.posteriorForward)(
      parameters, noise, z, divergence, panels)
  }

  package func posteriorBackward(
    parameters: Panels, noise: Panels, zGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.posteriorBackward, LanesV4.posteriorBackward)(
      parameters, noise, zGradient, weights, gradient, panels)
  }

  package func addMoments(_ matrix: Panels, rows: Int, to totals: UnsafeMutablePointer<Double>) {
    pick(LanesV3.addMoments, LanesV4.addMoments)(matrix, rows, totals)
  }

  package func fillNormals(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, deviation: Float,
    panels: Range<Int>
  ) {
    pick(LanesV3.fillNormals, LanesV4.fillNormals)(result, examples, key, deviation, panels)
  }

  package func fillUniform(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, panels: Range<Int>
  ) {
    pick(LanesV3.fillUniform, LanesV4.fillUniform)(result, examples, key, panels)
  }

  package func loadBytes(
    _ source: UnsafePointer<UInt8>, unit: Float, result: Panels, row: Int
  ) {
    pick(LanesV3.loadBytes, LanesV4.loadBytes)(source, unit, result, row)
  }

  package func loadFloats(_ source: UnsafePointer<Float>, result: Panels, row: Int) {
    pick(LanesV3.loadFloats, LanesV4.loadFloats)(source, result, row)
  }

  package func storeRows(
    _ matrix: Panels, range: Range<Int>, to target: UnsafeMutablePointer<Float>
  ) {
    pick(LanesV3.storeRows, LanesV4.storeRows)(matrix, range, target)
  }

  package func transpose(
    _ source: Panels, into result: Panels, panels: Range<Int>, resultPanels: Range<Int>
  ) {
    pick(LanesV3.transpose, LanesV4.transpose)(source, result, panels, resultPanels)
  }

  /// All rows of some panels.
  package func transpose(_ source: Panels, into result: Panels, panels: Range<Int>) {
    transpose(
      source, into: result, panels: panels, resultPanels: 0..<Panels.panels(source.rows))
  }

  package func multiplyAddRounds(_ rounds: Int, start: Float) -> Float {
    pick(LanesV3.multiplyAddRounds, LanesV4.multiplyAddRounds)(rounds, start)
  }

  /// Operations in a round of `multiplyAddRounds`.
  package var operationsPerRound: Int { LanesV3.operationsPerRound }
}
