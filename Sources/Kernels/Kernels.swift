import LaneTypes

#if arch(x86_64)
  import LanesV3
  import LanesV4
#else
  import Lanes
#endif

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
}

extension Kernels {
  package func denseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    activation: Activation, tileRows: Range<Int>, panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.denseForward(
          weights: weights, bias: bias, input: input, output: output, activation: activation,
          tileRows: tileRows, panels: panels)
      case .v4:
        LanesV4.denseForward(
          weights: weights, bias: bias, input: input, output: output, activation: activation,
          tileRows: tileRows, panels: panels)
      }
    #else
      Lanes.denseForward(
        weights: weights, bias: bias, input: input, output: output, activation: activation,
        tileRows: tileRows, panels: panels)
    #endif
  }

  package func denseBackward(
    weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels, activation: Activation,
    tileRows: Range<Int>, panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.denseBackward(
          weights: weights, gradient: gradient, input: input, inputGradient: inputGradient,
          activation: activation, tileRows: tileRows, panels: panels)
      case .v4:
        LanesV4.denseBackward(
          weights: weights, gradient: gradient, input: input, inputGradient: inputGradient,
          activation: activation, tileRows: tileRows, panels: panels)
      }
    #else
      Lanes.denseBackward(
        weights: weights, gradient: gradient, input: input, inputGradient: inputGradient,
        activation: activation, tileRows: tileRows, panels: panels)
    #endif
  }

  package func weightGradient(
    gradient: Panels, input: Panels, result: Panels, tileRows: Range<Int>, panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.weightGradient(
          gradient: gradient, input: input, result: result, tileRows: tileRows, panels: panels)
      case .v4:
        LanesV4.weightGradient(
          gradient: gradient, input: input, result: result, tileRows: tileRows, panels: panels)
      }
    #else
      Lanes.weightGradient(
        gradient: gradient, input: input, result: result, tileRows: tileRows, panels: panels)
    #endif
  }

  package func weightStep(
    gradient: Panels, input: Panels, weights: Panels, firstMoment: UnsafeMutablePointer<Float>,
    secondMoment: UnsafeMutablePointer<Float>, step: AdamStep, tileRows: Range<Int>,
    panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.weightStep(
          gradient: gradient, input: input, weights: weights, firstMoment: firstMoment,
          secondMoment: secondMoment, step: step, tileRows: tileRows, panels: panels)
      case .v4:
        LanesV4.weightStep(
          gradient: gradient, input: input, weights: weights, firstMoment: firstMoment,
          secondMoment: secondMoment, step: step, tileRows: tileRows, panels: panels)
      }
    #else
      Lanes.weightStep(
        gradient: gradient, input: input, weights: weights, firstMoment: firstMoment,
        secondMoment: secondMoment, step: step, tileRows: tileRows, panels: panels)
    #endif
  }

  package func biasGradient(gradient: Panels, result: UnsafeMutablePointer<Float>) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3: LanesV3.biasGradient(gradient: gradient, result: result)
      case .v4: LanesV4.biasGradient(gradient: gradient, result: result)
      }
    #else
      Lanes.biasGradient(gradient: gradient, result: result)
    #endif
  }

  package func adamStep(
    gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
    step: AdamStep, count: Int
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.adamStep(
          gradient: gradient, weights: weights, firstMoment: firstMoment,
          secondMoment: secondMoment, step: step, count: count)
      case .v4:
        LanesV4.adamStep(
          gradient: gradient, weights: weights, firstMoment: firstMoment,
          secondMoment: secondMoment, step: step, count: count)
      }
    #else
      Lanes.adamStep(
        gradient: gradient, weights: weights, firstMoment: firstMoment, secondMoment: secondMoment,
        step: step, count: count)
    #endif
  }

  package func likelihoodForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, target: Panels, gradient: Panels?,
    losses: UnsafeMutablePointer<Float>, likelihood: Likelihood, scale: Float, tileRows: Range<Int>,
    panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.likelihoodForward(
          weights: weights, bias: bias, input: input, target: target, gradient: gradient,
          losses: losses, likelihood: likelihood, scale: scale, tileRows: tileRows, panels: panels)
      case .v4:
        LanesV4.likelihoodForward(
          weights: weights, bias: bias, input: input, target: target, gradient: gradient,
          losses: losses, likelihood: likelihood, scale: scale, tileRows: tileRows, panels: panels)
      }
    #else
      Lanes.likelihoodForward(
        weights: weights, bias: bias, input: input, target: target, gradient: gradient,
        losses: losses, likelihood: likelihood, scale: scale, tileRows: tileRows, panels: panels)
    #endif
  }

  package func sumLosses(
    _ losses: UnsafePointer<Float>, tiles: Int, result: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3: LanesV3.sumLosses(losses, tiles: tiles, result: result, panels: panels)
      case .v4: LanesV4.sumLosses(losses, tiles: tiles, result: result, panels: panels)
      }
    #else
      Lanes.sumLosses(losses, tiles: tiles, result: result, panels: panels)
    #endif
  }

  package func posteriorForward(
    parameters: Panels, noise: Panels, z: Panels, divergence: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.posteriorForward(
          parameters: parameters, noise: noise, z: z, divergence: divergence, panels: panels)
      case .v4:
        LanesV4.posteriorForward(
          parameters: parameters, noise: noise, z: z, divergence: divergence, panels: panels)
      }
    #else
      Lanes.posteriorForward(
        parameters: parameters, noise: noise, z: z, divergence: divergence, panels: panels)
    #endif
  }

  package func posteriorBackward(
    parameters: Panels, noise: Panels, zGradient: Panels, weight: Float, gradient: Panels,
    panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.posteriorBackward(
          parameters: parameters, noise: noise, zGradient: zGradient, weight: weight,
          gradient: gradient, panels: panels)
      case .v4:
        LanesV4.posteriorBackward(
          parameters: parameters, noise: noise, zGradient: zGradient, weight: weight,
          gradient: gradient, panels: panels)
      }
    #else
      Lanes.posteriorBackward(
        parameters: parameters, noise: noise, zGradient: zGradient, weight: weight,
        gradient: gradient, panels: panels)
    #endif
  }

  package func addMoments(_ matrix: Panels, rows: Int, to totals: UnsafeMutablePointer<Double>) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3: LanesV3.addMoments(matrix, rows: rows, to: totals)
      case .v4: LanesV4.addMoments(matrix, rows: rows, to: totals)
      }
    #else
      Lanes.addMoments(matrix, rows: rows, to: totals)
    #endif
  }

  package func fillNormals(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, deviation: Float,
    panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.fillNormals(
          result, examples: examples, key: key, deviation: deviation, panels: panels)
      case .v4:
        LanesV4.fillNormals(
          result, examples: examples, key: key, deviation: deviation, panels: panels)
      }
    #else
      Lanes.fillNormals(result, examples: examples, key: key, deviation: deviation, panels: panels)
    #endif
  }

  package func fillUniform(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, panels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3: LanesV3.fillUniform(result, examples: examples, key: key, panels: panels)
      case .v4: LanesV4.fillUniform(result, examples: examples, key: key, panels: panels)
      }
    #else
      Lanes.fillUniform(result, examples: examples, key: key, panels: panels)
    #endif
  }

  package func loadBytes(
    _ source: UnsafePointer<UInt8>, result: Panels, row: Int
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3: LanesV3.loadBytes(source, result: result, row: row)
      case .v4: LanesV4.loadBytes(source, result: result, row: row)
      }
    #else
      Lanes.loadBytes(source, result: result, row: row)
    #endif
  }

  package func loadFloats(
    _ source: UnsafePointer<Float>, result: Panels, row: Int
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3: LanesV3.loadFloats(source, result: result, row: row)
      case .v4: LanesV4.loadFloats(source, result: result, row: row)
      }
    #else
      Lanes.loadFloats(source, result: result, row: row)
    #endif
  }

  package func storeRows(
    _ matrix: Panels, range: Range<Int>, to target: UnsafeMutablePointer<Float>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3: LanesV3.storeRows(matrix, range: range, to: target)
      case .v4: LanesV4.storeRows(matrix, range: range, to: target)
      }
    #else
      Lanes.storeRows(matrix, range: range, to: target)
    #endif
  }

  package func transpose(
    _ source: Panels, into result: Panels, panels: Range<Int>, resultPanels: Range<Int>
  ) {
    #if arch(x86_64)
      switch instructionSet {
      case .v3:
        LanesV3.transpose(source, into: result, panels: panels, resultPanels: resultPanels)
      case .v4:
        LanesV4.transpose(source, into: result, panels: panels, resultPanels: resultPanels)
      }
    #else
      Lanes.transpose(source, into: result, panels: panels, resultPanels: resultPanels)
    #endif
  }

  /// All rows of some panels.
  package func transpose(_ source: Panels, into result: Panels, panels: Range<Int>) {
    transpose(
      source, into: result, panels: panels, resultPanels: 0..<Panels.panels(source.rows))
  }

  package func multiplyAddRounds(_ rounds: Int, start: Float) -> Float {
    #if arch(x86_64)
      switch instructionSet {
      case .v3: LanesV3.multiplyAddRounds(rounds, start: start)
      case .v4: LanesV4.multiplyAddRounds(rounds, start: start)
      }
    #else
      Lanes.multiplyAddRounds(rounds, start: start)
    #endif
  }

  package var operationsPerRound: Int {
    #if arch(x86_64)
      LanesV3.operationsPerRound
    #else
      Lanes.operationsPerRound
    #endif
  }
}
