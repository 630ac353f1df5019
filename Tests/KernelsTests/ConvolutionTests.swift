import Kernels
import Testing

/// Convolutions against plain loops in Double, written from the definition.
///
/// A sum with n roundings on the way of each term errs by at most n · 2⁻²⁴ · Σ|a·b|. In a chain of fused
/// multiply-adds they are as many as the terms, in a sum of 16 lanes or of parts fewer.
@Suite struct ConvolutionTests {
  @Test(arguments: paths.indices, ConvolutionCase.all)
  func forward(path: Int, layer: ConvolutionCase) {
    let plan = layer.plan
    #expect(plan.output == layer.output)
    let batch = Batch(layer, kernels: paths[path])
    for activation in [Activation.identity, .relu] {
      batch.forward(activation)
      for p in 0..<plan.output.positions {
        for o in 0..<plan.output.channels {
          for n in 0..<layer.batch {
            var sum = Sum(Double(batch.bias.elements[o]))
            layer.forEachTerm(ofOutput: p) { tap, q in
              for i in 0..<plan.input.channels {
                sum.add(
                  batch.weight(o, tap, i), batch.input.double(q * plan.input.channels + i, n))
              }
            }
            let expected = activation == .relu ? max(0, sum.value) : sum.value
            let found = batch.output.double(p * plan.output.channels + o, n)
            #expect(abs(found - expected) <= sum.bound)
          }
        }
      }
    }
  }

  @Test(arguments: paths.indices, ConvolutionCase.all)
  func backward(path: Int, layer: ConvolutionCase) {
    let plan = layer.plan
    let batch = Batch(layer, kernels: paths[path])
    for activation in [Activation.identity, .relu, .tanh] {
      batch.backward(activation)
      for q in 0..<plan.input.positions {
        for i in 0..<plan.input.channels {
          for n in 0..<layer.batch {
            var sum = Sum(0)
            layer.forEachTerm(ofInput: q) { tap, p in
              for o in 0..<plan.output.channels {
                sum.add(
                  batch.weight(o, tap, i), batch.gradient.double(p * plan.output.channels + o, n))
              }
            }
            let row = q * plan.input.channels + i
            let y = batch.input.double(row, n)
            let found = batch.inputGradient.double(row, n)
            switch activation {
            case .relu: #expect(abs(found - (y > 0 ? sum.value : 0)) <= sum.bound)
            case .tanh:
              // 1 − y² has two roundings of at most half a unit of 1, the product one more.
              let slope = 1 - y * y
              let bound = sum.bound + 3 * halfUlp * (abs(sum.value) + sum.bound)
              #expect(abs(found - sum.value * slope) <= bound)
            default: #expect(abs(found - sum.value) <= sum.bound)
            }
          }
        }
      }
    }
  }

  @Test(arguments: paths.indices, ConvolutionCase.all)
  func weightAndBiasGradient(path: Int, layer: ConvolutionCase) {
    let plan = layer.plan
    let batch = Batch(layer, kernels: paths[path])
    batch.weightGradient()
    let found = plan.rowMajor(batch.weightResult)
    var sums = [Sum](repeating: Sum(0), count: plan.weightCount)
    var biases = [Sum](repeating: Sum(0), count: plan.output.channels)
    for p in 0..<plan.output.positions {
      for o in 0..<plan.output.channels {
        let row = p * plan.output.channels + o
        for n in 0..<layer.batch { biases[o].add(1, batch.gradient.double(row, n)) }
        layer.forEachTerm(ofOutput: p) { tap, q in
          for i in 0..<plan.input.channels {
            let place = (o * plan.taps + tap) * plan.input.channels + i
            for n in 0..<layer.batch {
              sums[place].add(
                batch.gradient.double(row, n), batch.input.double(q * plan.input.channels + i, n))
            }
          }
        }
      }
    }
    let roundings = plan.gradientRoundings(batch: layer.batch)
    for (sum, value) in zip(sums, found) {
      #expect(abs(Double(value) - sum.value) <= sum.bound(roundings: roundings))
    }
    for (sum, value) in zip(biases, batch.biasResult.elements) {
      #expect(abs(Double(value) - sum.value) <= sum.bound)
    }
    // The padding stays zero: what Adam makes of it is zero too.
    let padded = batch.weightResult.rowMajor
    #expect(padded.count { $0 != 0 } == found.count { $0 != 0 })
    let all = UnsafeBufferPointer(start: batch.weightResult.base, count: plan.weightSize)
    #expect(all.count { $0 != 0 } == found.count { $0 != 0 })
  }

  /// Every result of every path on any number of threads has the same bits.
  @Test(arguments: ConvolutionCase.all)
  func theSameBitsEverywhere(layer: ConvolutionCase) {
    var expected: [[UInt32]]?
    for kernels in paths {
      for threads in [1, 2, 3, 7] {
        let batch = Batch(layer, kernels: kernels, threads: threads)
        batch.forward(.sigmoid)
        batch.backward(.relu)
        batch.weightGradient()
        let found = [
          batch.output.rowMajor, batch.inputGradient.rowMajor, batch.weightResult.rowMajor,
          batch.biasResult.elements,
        ].map { $0.map(\.bitPattern) }
        if let expected { #expect(found == expected) } else { expected = found }
      }
    }
  }

  /// ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩ with the same weights, filters and channels exchanged.
  @Test(arguments: paths.indices, ConvolutionCase.all.filter { !$0.transposed })
  func adjoint(path: Int, layer: ConvolutionCase) {
    let there = Batch(layer, kernels: paths[path])
    let adjoint = layer.adjoint
    let back = Batch(adjoint, kernels: paths[path])
    back.plan.set(back.weights, rowMajor: layer.exchanged(there.plan.rowMajor(there.weights)))
    there.bias.elements = there.bias.elements.map { _ in 0 }
    back.bias.elements = back.bias.elements.map { _ in 0 }
    there.forward(.identity)
    back.forward(.identity)
    let (x, y) = (there.input.rowMajor, back.input.rowMajor)
    let (cx, cy) = (there.output.rowMajor, back.output.rowMajor)
    let left = zip(cx, y).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    let right = zip(x, cy).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    // All numbers are below 1, so an element of either product errs by at most n · n · 2⁻²⁴ for its
    // n terms, and the inner product adds them up.
    let n = Double(layer.plan.taps * layer.input.channels)
    let m = Double(layer.plan.taps * layer.filters)
    let bound = halfUlp * (n * n * Double(cx.count) + m * m * Double(cy.count))
    #expect(abs(left - right) <= bound)
    // And the bound says something.
    #expect(bound < 0.1 * zip(cx, y).reduce(0) { $0 + abs(Double($1.0) * Double($1.1)) })
  }

  /// The few filters of a last layer are made for four panels at once where there are as many.
  @Test(arguments: paths.indices, [1, 3, 4])
  func anExampleIsTheSameInAnyBatch(path: Int, filters: Int) {
    func layer(_ batch: Int) -> ConvolutionCase {
      ConvolutionCase(
        input: ImageShape(height: 5, width: 3, channels: 33), filters: filters, kernel: (3, 2),
        stride: 1, batch: batch)
    }
    let (many, few) = (
      Batch(layer(165), kernels: paths[path]), Batch(layer(7), kernels: paths[path])
    )
    for row in 0..<few.input.rows {
      for n in 0..<7 { few.input[row, n] = many.input[row, n] }
    }
    many.forward(.sigmoid)
    few.forward(.sigmoid)
    for row in 0..<few.output.rows {
      for n in 0..<7 { #expect(few.output[row, n] == many.output[row, n]) }
    }
  }

  /// TensorFlow's rule for "same".
  @Test func samePadding() {
    let plan = ConvolutionPlan(
      input: ImageShape(height: 28, width: 5, channels: 1), filters: 2, kernel: (3, 4), stride: 2)
    #expect(plan.output == ImageShape(height: 14, width: 3, channels: 2))
    let back = ConvolutionPlan(
      transposing: plan.output, toHeight: 28, width: 5, filters: 1, kernel: (3, 4), stride: 2)
    #expect(back.output == plan.input)
    for (height, half) in [(27, 14), (14, 7), (7, 4)] {
      let shape = ImageShape(height: height, width: height, channels: 1)
      let plan = ConvolutionPlan(input: shape, filters: 1, kernel: (3, 3), stride: 2)
      #expect(plan.output == ImageShape(height: half, width: half, channels: 1))
    }
  }

  /// What is beyond the batch may be anything in an input; the gradients know nothing of it.
  @Test(arguments: paths.indices, [1, 3, 8])
  func rubbishBeyondTheBatch(path: Int, channels: Int) {
    let layer = ConvolutionCase(
      input: ImageShape(height: 4, width: 3, channels: channels), filters: 5, kernel: (3, 2),
      stride: 1, batch: 33)
    let clean = Batch(layer, kernels: paths[path])
    let foul = Batch(layer, kernels: paths[path])
    for row in 0..<layer.input.features {
      for column in 33..<64 {
        foul.input.base[column / 32 * foul.input.panels.panelStride + row * 32 + column % 32] =
          .nan
      }
    }
    clean.weightGradient()
    foul.weightGradient()
    #expect(clean.weightResult.rowMajor == foul.weightResult.rowMajor)
    #expect(clean.biasResult.elements == foul.biasResult.elements)
  }
}
