import Kernels

/// A layer's sizes, before it has memory.
package struct LayerPlan {
  package let kind: Kind
  package let activation: Activation

  package enum Kind {
    case dense(inputs: Int, outputs: Int)
    /// A square kernel. A transposed convolution undoes the sizes of the convolution that goes the other
    /// way.
    case convolution(
      input: ImageShape, output: ImageShape, kernel: Int, stride: Int, transposed: Bool)
    /// With what its scales are at first.
    case groupNorm(ImageShape, firstScale: Float)
    /// An empty shortcut is the input itself.
    case residual(body: [LayerPlan], shortcut: [LayerPlan])
  }

  var inputs: Int {
    switch kind {
    case .dense(let inputs, _): inputs
    case .convolution(let input, _, _, _, _): input.features
    case .groupNorm(let image, _): image.features
    case .residual(let body, _): body[0].inputs
    }
  }

  var outputs: Int {
    switch kind {
    case .dense(_, let outputs): outputs
    case .convolution(_, let output, _, _, _): output.features
    case .groupNorm(let image, _): image.features
    case .residual(let body, _): body[body.count - 1].outputs
    }
  }

  /// Whether it is an `AffineLayer`.
  var isAffine: Bool {
    switch kind {
    case .dense, .convolution: true
    case .groupNorm, .residual: false
    }
  }

  /// The layers within.
  private var parts: [(name: String, plans: [LayerPlan])] {
    guard case .residual(let body, let shortcut) = kind else { return [] }
    return [("body", body), ("shortcut", shortcut)]
  }

  /// What a row leaves in the layer on its way: the layer's output and those of the layers within.
  var numbersOfRow: Int {
    parts.flatMap(\.plans).reduce(outputs) { $0 + $1.numbersOfRow }
  }

  /// - Parameter readsData: whether it is the first of those that read examples.
  func parameters(readsData: Bool = false) -> [ParameterPlan] {
    switch kind {
    case .dense(let inputs, let outputs):
      [
        ParameterPlan("weight", [outputs, inputs], isTransposed: readsData),
        ParameterPlan("bias", [outputs]),
      ]
    case .convolution(let input, let output, let kernel, _, _):
      [
        ParameterPlan("weight", [output.channels, kernel, kernel, input.channels]),
        ParameterPlan("bias", [output.channels]),
      ]
    case .groupNorm(let image, _):
      [ParameterPlan("weight", [image.channels]), ParameterPlan("bias", [image.channels])]
    case .residual:
      parts.flatMap { name, plans in
        plans.enumerated().flatMap { $1.parameters().within("\(name).\($0)") }
      }
    }
  }

  /// Pairs of a position and a tap, of which the tables of a convolution are made; those of the kernel's
  /// part beyond the image are counted too.
  var pairs: Int {
    guard case .convolution(let input, let output, let kernel, _, _) = kind else {
      return parts.flatMap(\.plans).reduce(0) { $0 + $1.pairs }
    }
    return min(input.positions, output.positions) * kernel * kernel
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
      return Convolution(
        plan, weightShape: parameters()[0].shape, stride: stride, activation: activation)
    case .groupNorm(let image, let scale):
      return GroupNorm(image, firstScale: scale, activation: activation)
    case .residual(let body, let shortcut):
      return Residual(
        Chain(body.map { $0.layer() }),
        shortcut: shortcut.isEmpty ? nil : Chain(shortcut.map { $0.layer() }),
        activation: activation)
    }
  }
}
