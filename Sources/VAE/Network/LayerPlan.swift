import Kernels

/// A layer's sizes, before it has memory.
struct LayerPlan {
  let kind: Kind
  let activation: Activation

  enum Kind {
    case dense(inputs: Int, outputs: Int)
    /// A square kernel. A transposed convolution undoes the sizes of the convolution that goes the other
    /// way.
    case convolution(
      input: ImageShape, output: ImageShape, kernel: Int, stride: Int, transposed: Bool)
  }

  var inputs: Int {
    switch kind {
    case .dense(let inputs, _): inputs
    case .convolution(let input, _, _, _, _): input.features
    }
  }

  var outputs: Int {
    switch kind {
    case .dense(_, let outputs): outputs
    case .convolution(_, let output, _, _, _): output.features
    }
  }

  /// - Parameter readsData: whether it is the first of those that read examples.
  func parameters(readsData: Bool = false) -> [ParameterPlan] {
    [
      ParameterPlan(
        "weight", weightShape, isTransposed: readsData && weightShape.count == 2),
      ParameterPlan("bias", [weightShape[0]]),
    ]
  }

  /// The shape of the weights in a model file.
  private var weightShape: [Int] {
    switch kind {
    case .dense(let inputs, let outputs): [outputs, inputs]
    case .convolution(let input, let output, let kernel, _, _):
      [output.channels, kernel, kernel, input.channels]
    }
  }

  /// Pairs of a position and a tap, of which the tables of a convolution are made; those of the kernel's
  /// part beyond the image are counted too.
  var pairs: Int {
    switch kind {
    case .dense: 0
    case .convolution(let input, let output, let kernel, _, _):
      min(input.positions, output.positions) * kernel * kernel
    }
  }

  /// - Parameter readsData: whether it is the first of those that read examples.
  func layer(readsData: Bool = false) -> any Layer {
    switch kind {
    case .dense(let inputs, let outputs) where readsData:
      return SparseDense(inputs: inputs, outputs: outputs, activation: activation)
    case .dense(let inputs, let outputs):
      return Dense(inputs: inputs, outputs: outputs, activation: activation)
    case .convolution(let input, let output, let kernel, let stride, let transposed):
      let square = (height: kernel, width: kernel)
      let plan =
        transposed
        ? ConvolutionPlan(
          transposing: input, toHeight: output.height, width: output.width,
          filters: output.channels, kernel: square, stride: stride)
        : ConvolutionPlan(
          input: input, filters: output.channels, kernel: square, stride: stride)
      return Convolution(plan, weightShape: weightShape, stride: stride, activation: activation)
    }
  }
}
