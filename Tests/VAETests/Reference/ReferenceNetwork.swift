import Kernels
import Networks
import VAE

/// The encoder or the decoder of a model in Double. One layer may be told the class: it takes the
/// one-hot vector after its input.
struct ReferenceNetwork {
  var layers: [ReferenceLayer]
  private let told: Int

  func callAsFunction(_ input: [Double], told classes: [Double]) -> [Double] {
    layers.enumerated().reduce(input) { values, entry in
      entry.element(entry.offset == told ? values + classes : values)
    }
  }

  /// The outputs of the hidden layers, of a network that is told no class.
  func hidden(_ input: [Double]) -> [[Double]] {
    var (values, results) = (input, [[Double]]())
    for layer in layers.dropLast() {
      values = layer(values)
      results.append(values)
    }
    return results
  }

  private init(
    _ chain: Sequential, _ maps: [ReferenceLayer.Map], told: Int, _ configuration: Configuration,
    last: Bool
  ) {
    self.told = told
    precondition(maps.count == chain.affineLayers.count)
    layers = zip(chain.affineLayers, maps).enumerated().map { index, pair in
      ReferenceLayer(
        weights: pair.0.fileWeights.map(Double.init), bias: pair.0.bias.elements.map(Double.init),
        map: pair.1,
        activation: index < maps.count - 1
          ? configuration.network.activation
          : last ? configuration.bottleneck.activation : .identity)
    }
  }

  init(encoderOf model: Model) {
    let configuration = model.configuration
    let parameters = configuration.bottleneck.encoderOutputs
    let hidden = configuration.network.hidden
    guard let pyramid = configuration.network.pyramid, pyramid.step == .convolution else {
      let widths = [configuration.features + configuration.classes] + hidden + [parameters]
      self.init(
        model.encoder, widths.dropLast().map { .dense(inputs: $0) }, told: 0, configuration,
        last: true)
      return
    }
    let (filters, kernel, stride) = (pyramid.filters, pyramid.kernel, pyramid.stride)
    let sizes = ReferenceNetwork.sizes(configuration, stride: stride, filters: filters)
    var maps = sizes.dropLast().map {
      ReferenceLayer.Map.convolution(
        ReferenceImages(large: $0, kernel: kernel, stride: stride))
    }
    let last = sizes[sizes.count - 1]
    if configuration.hasCodesOfPositions {
      maps.append(.convolution(ReferenceImages(large: last, kernel: 1, stride: 1)))
    } else {
      let channels = filters.last ?? configuration.channels
      let widths = [last.height * last.width * channels + configuration.classes] + hidden
      maps += widths.map { .dense(inputs: $0) }
    }
    self.init(model.encoder, maps, told: filters.count, configuration, last: true)
  }

  init(decoderOf model: Model) {
    let configuration = model.configuration
    let width = configuration.bottleneck.width + configuration.classes
    let hidden = configuration.network.hidden
    guard let pyramid = configuration.network.pyramid, pyramid.step == .convolution else {
      self.init(
        model.decoder, ([width] + hidden.reversed()).map { .dense(inputs: $0) }, told: 0,
        configuration, last: false)
      return
    }
    let (filters, kernel, stride) = (pyramid.filters, pyramid.kernel, pyramid.stride)
    let sizes = ReferenceNetwork.sizes(configuration, stride: stride, filters: filters)
    let codes = ReferenceImages(large: sizes[sizes.count - 1], kernel: kernel, stride: 1)
    var maps: [ReferenceLayer.Map] = [
      configuration.hasCodesOfPositions ? .convolution(codes) : .dense(inputs: width)
    ]
    maps += sizes.dropLast().reversed().map {
      .transposed(ReferenceImages(large: $0, kernel: kernel, stride: stride))
    }
    maps.append(.convolution(ReferenceImages(large: sizes[0], kernel: kernel, stride: 1)))
    self.init(model.decoder, maps, told: 0, configuration, last: false)
  }

  /// Height and width of the example and after each convolution.
  private static func sizes(
    _ configuration: Configuration, stride: Int, filters: [Int]
  ) -> [(height: Int, width: Int)] {
    var sizes = [(configuration.exampleShape[0], configuration.exampleShape[1])]
    for _ in filters {
      let last = sizes[sizes.count - 1]
      sizes.append(((last.0 + stride - 1) / stride, (last.1 + stride - 1) / stride))
    }
    return sizes.map { (height: $0.0, width: $0.1) }
  }
}

extension Configuration {
  var channels: Int { exampleShape.count > 2 ? exampleShape[2] : 1 }

  var isConvolutional: Bool { network.pyramid != nil }

  /// A codebook after convolutions, without a dense layer between.
  fileprivate var hasCodesOfPositions: Bool {
    guard bottleneck is VectorQuantizedBottleneck else { return false }
    return isConvolutional && network.hidden.isEmpty
  }
}
