import Kernels

/// Group normalisation (Wu & He 2018): the numbers of each group of channels, over all positions of an example, are
/// brought to mean 0 and variance 1; then each channel has a scale and a shift of its own. There is nothing that an
/// example has from others, so training and use are alike.
package final class GroupNorm: Layer {
  package struct Plan: LayerPlan {
    package let image: ImageShape
    /// What the scales are before training.
    let firstScale: Float
    package let activation: Activation

    package init(_ image: ImageShape, firstScale: Float = 1, _ activation: Activation) {
      (self.image, self.firstScale, self.activation) = (image, firstScale, activation)
    }

    package var inputs: Int { image.features }
    package var outputs: Int { image.features }
    package var inputImage: ImageShape? { image }

    package func parameters(readsData: Bool) -> [ParameterPlan] {
      [ParameterPlan("weight", [image.channels]), ParameterPlan("bias", [image.channels])]
    }

    package func layer(readsData: Bool) -> any Layer {
      GroupNorm(image, firstScale: firstScale, activation: activation)
    }
  }

  private let image: ImageShape
  fileprivate let channels: ChannelGroups
  package let activation: Activation
  /// `[channels]`.
  fileprivate let scale: Buffer
  /// `[channels]`.
  fileprivate let shift: Buffer

  /// - Parameter firstScale: what the scales are before training.
  package init(_ image: ImageShape, firstScale: Float = 1, activation: Activation) {
    (self.image, self.activation) = (image, activation)
    channels = ChannelGroups(channels: image.channels)
    scale = Buffer(count: image.channels)
    shift = Buffer(count: image.channels)
    scale.elements = Array(repeating: firstScale, count: image.channels)
  }

  package var inputs: Int { image.features }
  package var outputs: Int { image.features }

  package func groups(_ name: String) -> [NamedGroup] { [(name, self)] }

  package func pass(columns: Int, training: Bool) -> any LayerPass {
    GroupNormPass(self, columns: columns)
  }
}

extension GroupNorm: ParameterGroup {
  package var parameters: [Parameter] {
    [Parameter("weight", .row(scale)), Parameter("bias", .row(shift))]
  }

  package func gradients(
    _ factors: Trace.Factors, results: [ParameterStorage], scratch: Buffer, engine: Engine
  ) {
    guard let statistics = factors.statistics else { return }
    let (kernels, channels) = (engine.kernels, channels)
    let (scale, shift) = (results[0].base, results[1].base)
    let (input, gradient) = (factors.input, factors.gradient)
    engine.pool.run(channels.channels) {
      kernels.groupNormGradient(
        input, gradient: gradient, channels: channels, statistics: statistics, scaleResult: scale,
        shiftResult: shift, range: $0..<$0 + 1)
    }
  }
}

/// A batch's means and deviations.
private final class GroupNormPass: LayerPass {
  private let layer: GroupNorm
  private let statistics: Matrix

  init(_ layer: GroupNorm, columns: Int) {
    self.layer = layer
    statistics = Matrix(rows: 2 * layer.channels.groups, columns: columns)
  }

  private func statistics(_ columns: Int) -> Panels {
    statistics.view(columns: columns)
  }

  /// Runs `body` for each group of each panel, on all threads.
  private func forGroups(
    _ columns: Int, _ engine: Engine, _ body: (Range<Int>, Range<Int>) -> Void
  ) {
    let groups = layer.channels.groups
    engine.pool.run(groups * Panels.panels(columns)) {
      body($0 % groups..<$0 % groups + 1, $0 / groups..<$0 / groups + 1)
    }
  }

  func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine
  ) {
    let (kernels, channels) = (engine.kernels, layer.channels)
    let statistics = statistics(input.columns)
    let (scale, shift) = (layer.scale.base, layer.shift.base)
    forGroups(input.columns, engine) {
      kernels.groupNormForward(
        input, scale: scale, shift: shift, channels: channels, output: output, slopes: slopes,
        activation: activation, statistics: statistics, groups: $0, panels: $1)
    }
  }

  func backward(
    _ input: Panels, gradient: Panels, kept: Panels, inputGradient: Panels?,
    activation: Activation, engine: Engine
  ) {
    guard let inputGradient else { return }
    let (kernels, channels, scale) = (engine.kernels, layer.channels, layer.scale.base)
    let statistics = statistics(input.columns)
    forGroups(input.columns, engine) {
      kernels.groupNormBackward(
        input, gradient: gradient, scale: scale, channels: channels, statistics: statistics,
        kept: kept, activation: activation, inputGradient: inputGradient, groups: $0, panels: $1)
    }
  }

  func factors(_ input: Panels, gradient: Panels) -> [Trace.Factors] {
    [
      Trace.Factors(
        layer: layer, gradient: gradient, input: input, transposed: input,
        statistics: statistics(input.columns))
    ]
  }
}
