import Kernels
import Testing

/// Owns the matrices of a call.
private final class Matrices {
  private var all: [Matrix] = []

  func matrix(_ rows: Int, _ columns: Int = 32, order: Panels.Order = .byPanel) -> Panels {
    let matrix = Matrix(rows: rows, columns: columns, order: order)
    all.append(matrix)
    return matrix.panels
  }

  /// Memory for as many numbers.
  func line(_ count: Int = 32) -> UnsafeMutablePointer<Float> { matrix(count).base }
}

/// A kernel called with matrices that fit each other, but for one that has `extra` rows: memory enough for the
/// kernel, so that nothing but its check stops it. (Of the convolution it is the positions that are too many.)
private struct ShapeCase: Sendable {
  let name: String
  let call: @Sendable (_ kernels: Kernels, _ memory: Matrices, _ extra: Int) -> Void

  func run(_ kernels: Kernels, extra: Int) {
    let memory = Matrices()
    call(kernels, memory, extra)
    withExtendedLifetime(memory) {}
  }
}

private let one = 0..<1

/// One kernel of each protocol of `KernelSet` whose kernels take matrices.
private let shapeCases = [
  ShapeCase(name: "CategoricalKernels") { kernels, memory, extra in
    kernels.softmax(
      memory.matrix(8), uniform: nil, temperature: 1, categories: 4,
      result: memory.matrix(8 + extra), panels: one)
  },
  ShapeCase(name: "ConvolutionKernels") { kernels, memory, extra in
    kernels.addChannels(
      memory.matrix(16), channels: 4, panel: 0, positions: 0..<4 + extra, first: true,
      result: memory.line(64))
  },
  ShapeCase(name: "DenseKernels") { kernels, memory, extra in
    kernels.denseForward(
      weights: memory.matrix(8, 8), bias: memory.line(), input: memory.matrix(8 + extra),
      output: memory.matrix(8), slopes: nil, activation: .relu, tileRows: one, panels: one)
  },
  ShapeCase(name: "DrawKernels") { kernels, memory, extra in
    kernels.posteriorDraw(
      parameters: memory.matrix(16 + extra), noise: memory.matrix(8), z: memory.matrix(8),
      logRatio: memory.line(), panels: one)
  },
  ShapeCase(name: "FlowKernels") { kernels, memory, extra in
    kernels.couplingForward(
      parameters: memory.matrix(16), input: memory.matrix(8 + extra), output: memory.matrix(8),
      logDeterminant: memory.line(), panels: one)
  },
  ShapeCase(name: "ImageLossKernels") { kernels, memory, extra in
    kernels.multiplyLines(
      memory.matrix(8), memory.matrix(8 + extra), result: memory.matrix(8), panels: one)
  },
  ShapeCase(name: "LikelihoodKernels") { kernels, memory, extra in
    kernels.likelihoodMean(
      outputs: memory.matrix(8 + extra), result: memory.matrix(8), likelihood: .bernoulli,
      logScale: 0, panels: one)
  },
  ShapeCase(name: "NoiseKernels") { kernels, memory, extra in
    let key = NoiseKey(seed: 1, purpose: .corruption, epoch: 1)
    let examples = [UInt32](repeating: 0, count: 32)
    kernels.corrupt(
      memory.matrix(8), by: .gaussian(deviation: 1), examples: examples, key: key,
      result: memory.matrix(8 + extra), panels: one)
  },
  ShapeCase(name: "ObjectiveKernels") { kernels, memory, extra in
    kernels.posteriorPrecisions(
      memory.matrix(8 + extra), bounded: memory.matrix(8), precisions: memory.matrix(8),
      panels: one)
  },
  ShapeCase(name: "OptimizerKernels") { kernels, memory, extra in
    kernels.weightStep(
      gradient: memory.matrix(8, 8), input: memory.matrix(8 + extra), weights: memory.matrix(8),
      firstMoment: memory.line(512), secondMoment: memory.line(512),
      step: AdamStep(learningRate: 1, step: 1), tileRows: one, panels: one)
  },
  ShapeCase(name: "PosteriorKernels") { kernels, memory, extra in
    kernels.posteriorForward(
      parameters: memory.matrix(16), noise: memory.matrix(8 + extra), z: memory.matrix(8),
      divergence: memory.line(), panels: one)
  },
  ShapeCase(name: "PriorKernels") { kernels, memory, extra in
    kernels.mixtureTerms(
      memory.matrix(16 + extra), precisions: memory.matrix(8), constants: memory.line(), panels: one
    )
  },
  ShapeCase(name: "RowKernels") { kernels, memory, extra in
    kernels.addRows(memory.matrix(8), to: memory.matrix(8 + extra), panels: one)
  },
  ShapeCase(name: "SparseKernels") { kernels, memory, extra in
    kernels.sparseBackward(
      weights: memory.matrix(8, 8), gradient: memory.matrix(8 + extra), input: memory.matrix(8),
      inputGradient: memory.matrix(8), activation: .relu, tileRows: one, panels: one)
  },
  ShapeCase(name: "SparsityKernels") { kernels, memory, extra in
    kernels.addSigns(memory.matrix(8), weight: 1, to: memory.matrix(8 + extra), panels: one)
  },
  ShapeCase(name: "VectorQuantizationKernels") { kernels, memory, extra in
    kernels.squaredDistances(
      memory.matrix(8), memory.matrix(8 + extra), result: memory.line(), panels: one)
  },
]

/// A kernel that is given matrices which do not fit each other stops the process, though it is compiled without
/// checks.
@Suite struct ShapeTests {
  @Test(arguments: shapeCases.indices)
  func rowsThatDiffer(index: Int) async {
    let shapeCase = shapeCases[index]
    for (path, kernels) in paths.enumerated() {
      shapeCase.run(kernels, extra: 0)
      await #expect(processExitsWith: .failure, "\(shapeCase.name) of \(kernels.name)") {
        [index, path = path as Int] in shapeCases[index].run(paths[path], extra: 8)
      }
    }
  }

  /// The panels and tile rows that are asked for must be there, and matrices be by panels where kernels go
  /// through them line by line.
  /// The panels and tile rows that are asked for must be there, and matrices be by panels where kernels go
  /// through them line by line.
  @Test func panelsAndTilesBeyondAMatrix() async {
    for path in paths.indices {
      await #expect(processExitsWith: .failure) { [path = path as Int] in
        let memory = Matrices()
        paths[path].addRows(memory.matrix(8, 64), to: memory.matrix(8, 32), panels: 1..<2)
        withExtendedLifetime(memory) {}
      }
      await #expect(processExitsWith: .failure) { [path = path as Int] in
        let memory = Matrices()
        paths[path].scaleColumns(
          memory.matrix(16, 64, order: .byTileRow), weights: memory.line(64), panels: one)
        withExtendedLifetime(memory) {}
      }
      await #expect(processExitsWith: .failure) { [path = path as Int] in
        let memory = Matrices()
        paths[path].denseForward(
          weights: memory.matrix(16, 8), bias: memory.line(), input: memory.matrix(8),
          output: memory.matrix(16), slopes: nil, activation: .relu, tileRows: 1..<3, panels: one)
        withExtendedLifetime(memory) {}
      }
    }
  }
}
