import Kernels

/// A convolution as the tests' own loops see it: sizes, and the definition of which input and which
/// output a tap joins.
struct ConvolutionCase: Sendable, CustomStringConvertible {
  let input: ImageShape
  let filters: Int
  let kernel: (height: Int, width: Int)
  let stride: Int
  let batch: Int
  var padding = Padding.same
  /// The height and width of a transposed convolution's output.
  var target: (height: Int, width: Int)?

  var transposed: Bool { target != nil }

  var description: String {
    "\(input.height)×\(input.width)×\(input.channels) → \(filters), kernel "
      + "\(kernel.height)×\(kernel.width), stride \(stride), batch \(batch), \(padding)"
      + (target.map { ", transposed to \($0.height)×\($0.width)" } ?? "")
  }

  static let all: [ConvolutionCase] = {
    func shape(_ height: Int, _ width: Int, _ channels: Int) -> ImageShape {
      ImageShape(height: height, width: width, channels: channels)
    }
    let odd = Padding.explicit(top: 0, bottom: 2, left: 1, right: 3)
    return [
      ConvolutionCase(
        input: shape(1, 1, 1), filters: 1, kernel: (1, 1), stride: 1, batch: 1),
      ConvolutionCase(
        input: shape(5, 7, 1), filters: 32, kernel: (3, 3), stride: 2, batch: 70),
      ConvolutionCase(
        input: shape(5, 7, 2), filters: 9, kernel: (3, 3), stride: 1, batch: 33),
      ConvolutionCase(
        input: shape(7, 5, 3), filters: 40, kernel: (4, 4), stride: 2, batch: 33),
      ConvolutionCase(
        input: shape(5, 7, 8), filters: 16, kernel: (2, 3), stride: 1, batch: 33),
      ConvolutionCase(
        input: shape(5, 7, 40), filters: 8, kernel: (3, 3), stride: 2, batch: 33),
      ConvolutionCase(
        input: shape(5, 7, 9), filters: 5, kernel: (2, 3), stride: 3, batch: 33),
      ConvolutionCase(
        input: shape(6, 5, 33), filters: 1, kernel: (3, 3), stride: 1, batch: 130),
      ConvolutionCase(
        input: shape(5, 7, 4), filters: 3, kernel: (4, 4), stride: 3, batch: 260, padding: odd),
      // Narrower kernels than strides: some inputs are read by none.
      ConvolutionCase(
        input: shape(5, 7, 12), filters: 8, kernel: (1, 1), stride: 3, batch: 1),
      ConvolutionCase(
        input: shape(2, 3, 1), filters: 2, kernel: (3, 3), stride: 2, batch: 33,
        target: (4, 5)),
      ConvolutionCase(
        input: shape(3, 4, 9), filters: 3, kernel: (3, 3), stride: 2, batch: 140,
        target: (5, 7)),
      ConvolutionCase(
        input: shape(2, 2, 40), filters: 33, kernel: (3, 3), stride: 2, batch: 33,
        target: (3, 4)),
      ConvolutionCase(
        input: shape(3, 4, 16), filters: 8, kernel: (4, 4), stride: 2, batch: 70,
        target: (5, 7)),
      ConvolutionCase(
        input: shape(2, 3, 3), filters: 8, kernel: (1, 1), stride: 3, batch: 1,
        target: (5, 7)),
      ConvolutionCase(
        input: shape(2, 3, 4), filters: 3, kernel: (4, 4), stride: 3, batch: 33, padding: odd,
        target: (5, 7)),
    ]
  }()

  var plan: ConvolutionPlan {
    if let target {
      return ConvolutionPlan(
        transposing: input, toHeight: target.height, width: target.width, filters: filters,
        kernel: kernel, stride: stride, padding: padding)
    }
    return ConvolutionPlan(
      input: input, filters: filters, kernel: kernel, stride: stride, padding: padding)
  }

  /// The height and width of the larger image, which is the input of the convolution or the output of
  /// the transposed one.
  private var large: (height: Int, width: Int) { target ?? (input.height, input.width) }

  /// Padding above and to the left, and the smaller image's height and width.
  private var geometry: (top: Int, left: Int, height: Int, width: Int) {
    switch padding {
    case .same:
      let height = (large.height + stride - 1) / stride
      let width = (large.width + stride - 1) / stride
      return (
        max(0, (height - 1) * stride + kernel.height - large.height) / 2,
        max(0, (width - 1) * stride + kernel.width - large.width) / 2, height, width
      )
    case .explicit(let top, let bottom, let left, let right):
      return (
        top, left, (large.height + top + bottom - kernel.height) / stride + 1,
        (large.width + left + right - kernel.width) / stride + 1
      )
    }
  }

  var output: ImageShape {
    ImageShape(
      height: target?.height ?? geometry.height, width: target?.width ?? geometry.width,
      channels: filters)
  }

  /// Calls `body` with each tap and position of the large image that a position of the small one reads.
  private func forEachLarge(ofSmall position: Int, _ body: (Int, Int) -> Void) {
    let (top, left, _, width) = geometry
    for ky in 0..<kernel.height {
      for kx in 0..<kernel.width {
        let y = position / width * stride - top + ky
        let x = position % width * stride - left + kx
        if 0 <= y, y < large.height, 0 <= x, x < large.width {
          body(ky * kernel.width + kx, y * large.width + x)
        }
      }
    }
  }

  private func forEachSmall(ofLarge position: Int, _ body: (Int, Int) -> Void) {
    for small in 0..<geometry.height * geometry.width {
      forEachLarge(ofSmall: small) { if $1 == position { body($0, small) } }
    }
  }

  /// Calls `body` with each tap and position of the input that output position `p` is a sum over.
  func forEachTerm(ofOutput p: Int, _ body: (Int, Int) -> Void) {
    transposed ? forEachSmall(ofLarge: p, body) : forEachLarge(ofSmall: p, body)
  }

  /// Calls `body` with each tap and position of the output that input position `q` is a term of.
  func forEachTerm(ofInput q: Int, _ body: (Int, Int) -> Void) {
    transposed ? forEachLarge(ofSmall: q, body) : forEachSmall(ofLarge: q, body)
  }

  /// The transposed convolution from the output's shape to the input's.
  var adjoint: ConvolutionCase {
    ConvolutionCase(
      input: output, filters: input.channels, kernel: kernel, stride: stride, batch: batch,
      padding: padding, target: (input.height, input.width))
  }

  /// Weights `[filters, taps, channels]` as `[channels, taps, filters]`.
  func exchanged(_ weights: [Float]) -> [Float] {
    let taps = kernel.height * kernel.width
    return (0..<weights.count).map { place in
      let (channel, rest) = place.quotientAndRemainder(dividingBy: taps * filters)
      let (tap, filter) = rest.quotientAndRemainder(dividingBy: filters)
      return weights[(filter * taps + tap) * input.channels + channel]
    }
  }
}

/// A sum in Double, and how far one in single precision may be off.
struct Sum {
  private(set) var value: Double
  private var magnitude: Double
  private var terms = 1

  init(_ start: Double) { (value, magnitude) = (start, start.magnitude) }

  mutating func add(_ a: Double, _ b: Double) {
    value += a * b
    magnitude += (a * b).magnitude
    terms += 1
  }

  var bound: Double { bound(roundings: terms) }

  /// - Parameter roundings: on the way of each term, unless there are fewer terms.
  func bound(roundings: Int) -> Double { Double(min(terms, roundings)) * halfUlp * magnitude }
}

/// A convolution with numbers in everything that it reads.
struct Batch {
  let plan: ConvolutionPlan
  let engine: Engine
  let weights, weightResult, input, output, gradient, inputGradient: Matrix
  let bias, biasResult, scratch: Buffer
  private let numbers: [Float]

  init(_ layer: ConvolutionCase, kernels: Kernels, threads: Int = 1) {
    plan = layer.plan
    engine = Engine(kernels: kernels, threads: threads)
    var random = Numbers(UInt64(plan.weightCount))
    (weights, weightResult) = (plan.makeWeights(), plan.makeWeights())
    numbers = random.array(plan.weightCount)
    plan.set(weights, rowMajor: numbers)
    bias = Buffer(count: plan.output.channels)
    bias.elements = random.array(plan.output.channels)
    biasResult = Buffer(count: plan.output.channels)
    scratch = Buffer(count: plan.scratchSize)
    // What an earlier layer may have left there.
    scratch.elements = random.array(plan.scratchSize)
    input = random.matrix(rows: plan.input.features, columns: layer.batch)
    gradient = random.matrix(rows: plan.output.features, columns: layer.batch)
    output = Matrix(rows: plan.output.features, columns: layer.batch)
    inputGradient = Matrix(rows: plan.input.features, columns: layer.batch)
  }

  func weight(_ filter: Int, _ tap: Int, _ channel: Int) -> Double {
    Double(numbers[(filter * plan.taps + tap) * plan.input.channels + channel])
  }

  func forward(_ activation: Activation) {
    engine.convolutionForward(
      plan, weights: weights.panels, bias: bias.base, input: input.panels, output: output.panels,
      activation: activation)
  }

  func backward(_ activation: Activation) {
    engine.convolutionBackward(
      plan, weights: weights.panels, gradient: gradient.panels, input: input.panels,
      inputGradient: inputGradient.panels, activation: activation)
  }

  func weightGradient() {
    engine.convolutionWeightGradient(
      plan, gradient: gradient.panels, input: input.panels, result: weightResult.panels,
      biasResult: biasResult.base, scratch: scratch)
  }
}
