import Kernels
import Networks
import VAE

/// Where the layers of encoder and decoder stand in an `nn.Sequential` each.
///
/// A dense layer takes two places: itself and its activation. A convolution takes three: `nn.ZeroPad2d`, itself and
/// its activation; a transposed one is followed by `nn.ZeroPad2d` with negative numbers, which cuts. `nn.Flatten` and
/// `nn.Unflatten` take one between convolutions and dense layers. There, images have their channels first, so the
/// dense layer beside them has its columns or rows in another order.
struct SequentialOrder {
  private let encoder: [Int]
  private let decoder: [Int]
  /// The encoder's dense layer behind its convolutions, and the decoder's before them, with the image between.
  private let flattened: (image: ImageShape, encoder: Int)?

  /// - Throws: `VAEError`, for a network that is no `nn.Sequential`.
  init(_ configuration: Configuration) throws(VAEError) {
    let pyramid = configuration.network.pyramid
    if configuration.encoderPlan.contains(where: { !$0.isAffine }) {
      throw VAEError("networks of '\(pyramid.word)' are no nn.Sequential: leave --sequential out")
    }
    if pyramid != nil, configuration.classes > 0 {
      throw VAEError(
        "a class comes between the convolutions and the dense layers, which no nn.Sequential can have: "
          + "leave --sequential out")
    }
    encoder = Self.places(configuration.encoderPlan)
    decoder = Self.places(configuration.decoderPlan)
    let first = configuration.encoderPlan.firstIndex { $0 is Dense.Plan }
    if let first, first > 0,
      let last = configuration.encoderPlan[first - 1] as? Convolution.Plan
    {
      flattened = (last.output, first)
    } else {
      flattened = nil
    }
  }

  /// The place of each layer.
  private static func places(_ plans: [any LayerPlan]) -> [Int] {
    var places: [Int] = []
    var next = 0
    var isDense: Bool?
    for plan in plans {
      guard let convolution = plan as? Convolution.Plan else {
        if isDense == false { next += 1 }
        places.append(next)
        (next, isDense) = (next + 2, true)
        continue
      }
      if isDense == true { next += 1 }
      places.append(convolution.isTransposed ? next : next + 1)
      (next, isDense) = (next + 3, false)
    }
    return places
  }

  /// The same parameter under its name there.
  func entry(_ entry: TorchEntry) -> TorchEntry {
    let words = entry.name.split(separator: ".")
    guard words.count == 3, words[0] == "encoder" || words[0] == "decoder",
      let layer = Int(words[1])
    else { return entry }
    let isEncoder = words[0] == "encoder"
    let place = (isEncoder ? encoder : decoder)[layer]
    let order = flattened.flatMap { Self.channelsFirst($0.image) }
    let isColumns = isEncoder && layer == flattened?.encoder && words[2] == "weight"
    let isRows = !isEncoder && layer == 0
    return TorchEntry(
      entry.name, entry.shape, as: "\(words[0]).\(place).\(words[2])", order: entry.order,
      columns: isColumns ? order : nil, rows: isRows ? order : nil)
  }

  /// The numbers of an image with its channels first, each by its place where they are last; nil where that is the
  /// same.
  private static func channelsFirst(_ image: ImageShape) -> [Int]? {
    image.channels == 1
      ? nil
      : Permutation([2, 0, 1], of: [image.height, image.width, image.channels]).sources
  }
}
