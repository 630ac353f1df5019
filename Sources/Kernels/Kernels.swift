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

  private func pick<Kernel>(_ v3: Kernel, _ v4: Kernel) -> Kernel {
    instructionSet == .v4 ? v4 : v3
  }
}

extension Kernels {
  package func denseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    activation: Activation, tileRows: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.denseForward, LanesV4.denseForward)(
      weights, bias, input, output, activation, tileRows, panels)
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
    step: AdamStep, count: Int
  ) {
    pick(LanesV3.adamStep, LanesV4.adamStep)(
      gradient, weights, firstMoment, secondMoment, step, count)
  }

  package func likelihoodForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, target: Panels, gradient: Panels?,
    losses: UnsafeMutablePointer<Float>, likelihood: Likelihood, scale: Float, tileRows: Range<Int>,
    panels: Range<Int>
  ) {
    pick(LanesV3.likelihoodForward, LanesV4.likelihoodForward)(
      weights, bias, input, target, gradient, losses, likelihood, scale, tileRows, panels)
  }

  package func sumLosses(
    _ losses: UnsafePointer<Float>, tiles: Int, result: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.sumLosses, LanesV4.sumLosses)(losses, tiles, result, panels)
  }

  package func posteriorForward(
    parameters: Panels, noise: Panels, z: Panels, divergence: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.posteriorForward, LanesV4.posteriorForward)(
      parameters, noise, z, divergence, panels)
  }

  package func posteriorBackward(
    parameters: Panels, noise: Panels, zGradient: Panels, weight: Float, gradient: Panels,
    panels: Range<Int>
  ) {
    pick(LanesV3.posteriorBackward, LanesV4.posteriorBackward)(
      parameters, noise, zGradient, weight, gradient, panels)
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

  package func loadBytes(_ source: UnsafePointer<UInt8>, result: Panels, row: Int) {
    pick(LanesV3.loadBytes, LanesV4.loadBytes)(source, result, row)
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
