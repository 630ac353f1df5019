import Kernels
import Networks

/// The layers that a configuration asks for.
extension Configuration {
  /// Height, width and channels of an image; nil where an example is a plain row.
  package var image: ImageShape? {
    switch exampleShape.count {
    case 2: ImageShape(height: exampleShape[0], width: exampleShape[1], channels: 1)
    case 3:
      ImageShape(height: exampleShape[0], width: exampleShape[1], channels: exampleShape[2])
    default: nil
    }
  }

  /// A variable of the codebook for each position of the encoder's last image: convolutions all the
  /// way, no dense layer. So where a codebook meets convolutions and no dense layer is asked for.
  package var isSpatial: Bool {
    bottleneck.positionChannels != nil && network.isConvolutional && network.hidden.isEmpty
  }

  /// The images between the convolutions, from the example on.
  private func images(_ pyramid: Network.Pyramid) -> [ImageShape] {
    var images = [image ?? ImageShape(height: 1, width: features, channels: 1)]
    let stride = pyramid.stride
    for count in pyramid.filters {
      let last = images[images.count - 1]
      images.append(
        ImageShape(
          height: (last.height + stride - 1) / stride, width: (last.width + stride - 1) / stride,
          channels: count))
    }
    return images
  }

  /// Positions of the encoder's last image: the variables of a spatial codebook.
  package var positions: Int {
    network.pyramid.flatMap { images($0).last?.positions } ?? 0
  }

  /// One step of the pyramid of images, up or down.
  private func step(
    _ pyramid: Network.Pyramid, _ input: ImageShape, _ output: ImageShape,
    isTransposed: Bool = false
  ) -> any LayerPlan {
    pyramid.step.layer(
      Convolution.Plan(
        input, output, kernel: pyramid.kernel, stride: pyramid.stride, isTransposed: isTransposed,
        network.activation))
  }

  func dense(_ widths: [Int], last activation: Activation) -> [any LayerPlan] {
    zip(widths, widths.dropFirst()).enumerated().map { index, pair in
      Dense.Plan(
        inputs: pair.0, outputs: pair.1,
        activation: index == widths.count - 2 ? activation : network.activation)
    }
  }

  /// From an example, and its class, to the posterior's parameters.
  package var encoderPlan: [any LayerPlan] {
    let parameters = bottleneck.encoderOutputs
    guard let pyramid = network.pyramid else {
      return dense(
        [features + classes] + network.hidden + [parameters], last: bottleneck.activation)
    }
    let images = images(pyramid)
    let layers = zip(images, images.dropFirst()).map { step(pyramid, $0, $1) }
    let last = images[images.count - 1]
    if let codes = spatialCodes(last) {
      return layers + [Convolution.Plan(last, codes, kernel: 1, .identity)]
    }
    return layers
      + dense(
        [last.features + classes] + network.hidden + [parameters], last: bottleneck.activation)
  }

  /// The image of code vectors at the positions of `image`; nil unless the codebook is spatial.
  private func spatialCodes(_ image: ImageShape) -> ImageShape? {
    guard isSpatial, let channels = bottleneck.positionChannels else { return nil }
    return ImageShape(height: image.height, width: image.width, channels: channels)
  }

  /// The layer of the encoder that is told the class: the first dense one.
  package var conditionedEncoderLayer: Int {
    network.pyramid?.filters.count ?? 0
  }

  /// From z, and the class, to the likelihood's parameters.
  package var decoderPlan: [any LayerPlan] {
    let width = bottleneck.width
    guard let pyramid = network.pyramid else {
      return dense(
        [width + classes] + network.hidden.reversed() + [decoderOutputs], last: .identity)
    }
    let images = images(pyramid)
    let last = images[images.count - 1]
    var layers =
      spatialCodes(last).map {
        [Convolution.Plan($0, last, kernel: pyramid.kernel, network.activation)]
      }
      ?? dense([width + classes, last.features], last: network.activation)
    // Back up the pyramid with the filters in reverse, then to the example's own channels.
    var image = last
    for (size, count) in zip(images.dropLast(), pyramid.filters).reversed() {
      let larger = ImageShape(height: size.height, width: size.width, channels: count)
      layers.append(step(pyramid, image, larger, isTransposed: true))
      image = larger
    }
    let output = ImageShape(
      height: image.height, width: image.width,
      channels: images[0].channels * likelihood.outputsPerPixel)
    return layers + [Convolution.Plan(image, output, kernel: pyramid.kernel, .identity)]
  }
}
