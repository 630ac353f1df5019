import Kernels

/// A chain whose input is added to its output, `activation(body(x) + shortcut(x))` (He et al. 2016, equations 1 and
/// 2). The shortcut is a chain where the sizes differ, and otherwise nothing.
package final class Residual: Layer {
  package struct Plan: LayerPlan {
    package let body: [any LayerPlan]
    /// Empty where it is the input itself.
    package let shortcut: [any LayerPlan]
    package let activation: Activation

    package init(
      body: [any LayerPlan], shortcut: [any LayerPlan], _ activation: Activation
    ) {
      (self.body, self.shortcut, self.activation) = (body, shortcut, activation)
    }

    package var inputs: Int { body[0].inputs }
    package var outputs: Int { body[body.count - 1].outputs }
    package var inputImage: ImageShape? { body[0].inputImage }
    package var parts: [(name: String, plans: [any LayerPlan])] {
      [("body", body), ("shortcut", shortcut)]
    }

    package func parameters(readsData: Bool) -> [ParameterPlan] {
      parts.flatMap { name, plans in
        plans.enumerated().flatMap { $1.parameters().within("\(name).\($0)") }
      }
    }

    package func layer(readsData: Bool) -> any Layer {
      Residual(
        Sequential(body.map { $0.layer() }),
        shortcut: shortcut.isEmpty ? nil : Sequential(shortcut.map { $0.layer() }),
        activation: activation)
    }
  }

  fileprivate let body: Sequential
  fileprivate let shortcut: Sequential?
  package let inputs: Int
  package let activation: Activation

  package init(_ body: Sequential, shortcut: Sequential?, activation: Activation) {
    (self.body, self.shortcut, self.activation) = (body, shortcut, activation)
    inputs = body.layers[0].inputs
    precondition((shortcut?.outputs ?? inputs) == body.outputs)
  }

  package var outputs: Int { body.outputs }

  package func groups(_ name: String) -> [NamedGroup] {
    body.groups("\(name).body") + (shortcut?.groups("\(name).shortcut") ?? [])
  }

  package func pass(columns: Int, training: Bool) -> any LayerPass {
    ResidualPass(self, columns: columns, training: training)
  }
}

private final class ResidualPass: LayerPass {
  private let layer: Residual
  private let body: Trace
  private let shortcut: Trace?
  /// What comes back through the shortcut, `[inputs, columns]`.
  private let returned: Matrix

  init(_ layer: Residual, columns: Int, training: Bool) {
    self.layer = layer
    body = Trace(layer.body, batch: columns, training: training)
    shortcut = layer.shortcut.map { Trace($0, batch: columns, training: training) }
    returned = Matrix(rows: training ? layer.inputs : 0, columns: columns)
  }

  func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine
  ) {
    let columns = input.columns
    body.forward(input, layers: layer.body.layers.indices, engine: engine)
    var beside = input
    if let shortcut, let chain = layer.shortcut {
      shortcut.forward(input, layers: chain.layers.indices, engine: engine)
      beside = shortcut.output(chain.last, columns: columns)
    }
    let (kernels, a, b) = (engine.kernels, body.output(layer.body.last, columns: columns), beside)
    engine.forPanels(columns) {
      kernels.addForward(a, b, output: output, slopes: slopes, activation: activation, panels: $0)
    }
  }

  func backward(
    _ input: Panels, gradient: Panels, kept: Panels, inputGradient: Panels?,
    activation: Activation, engine: Engine
  ) {
    let (kernels, columns) = (engine.kernels, input.columns)
    func copy(_ target: Panels) {
      engine.forPanels(columns) {
        kernels.activateRows(gradient, activation: .identity, result: target, panels: $0)
      }
    }
    copy(body.gradient(layer.body.last, columns: columns))
    body.backward(
      input, inputGradient: inputGradient, kept: kept, activation: activation, engine: engine)
    let returned = returned.view(rows: layer.inputs, columns: columns)
    if let shortcut, let chain = layer.shortcut {
      copy(shortcut.gradient(chain.last, columns: columns))
      shortcut.backward(
        input, inputGradient: inputGradient.map { _ in returned }, kept: kept,
        activation: activation, engine: engine)
    } else if inputGradient != nil {
      copy(returned)
      engine.forPanels(columns) {
        kernels.activationBackward(
          output: kept, activation: activation, gradient: returned, panels: $0)
      }
    }
    guard let inputGradient else { return }
    engine.forPanels(columns) { kernels.addRows(returned, to: inputGradient, panels: $0) }
  }

  func transpositions(_ input: Panels, gradient: Panels) -> [Engine.Transposition] {
    body.transpositions(input) + (shortcut?.transpositions(input) ?? [])
  }

  func factors(_ input: Panels, gradient: Panels) -> [Trace.Factors] {
    body.factors(input) + (shortcut?.factors(input) ?? [])
  }
}

extension Network.Pyramid.Step {
  /// A block of two convolutions with group normalisation for each step.
  ///
  /// A block begins as its shortcut (Goyal et al. 2017, section 5.1): a norm brings what differs least from example to
  /// example to variance 1, so that before training a decoder's blocks would make noise of z, and z would be given up.
  package static let residual = Self(
    "res", "residual blocks of so many filters with group normalisation, then dense layers",
    "He et al. 2016, arXiv 1512.03385; Wu & He 2018, arXiv 1803.08494"
  ) { (step: Convolution.Plan) -> any LayerPlan in
    let (input, output, activation) = (step.input, step.output, step.activation)
    var first = step
    first.activation = .identity
    let body: [any LayerPlan] = [
      first, GroupNorm.Plan(output, activation),
      Convolution.Plan(output, output, kernel: step.kernel, .identity),
      GroupNorm.Plan(output, firstScale: 0, .identity),
    ]
    // Where the sizes differ, every pixel of either image is in the kernel once.
    let shortcut = Convolution.Plan(
      input, output, kernel: step.stride, stride: step.stride, isTransposed: step.isTransposed,
      .identity)
    return Residual.Plan(body: body, shortcut: input == output ? [] : [shortcut], activation)
  }
}
