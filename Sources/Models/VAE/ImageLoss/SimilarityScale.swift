import Kernels

/// Memory that the scales of a similarity use one after the other, each matrix of the size of an image.
final class SimilarityWorkshop {
  let product, half: Matrix
  let meanX, meanY, xx, yy, xy: Matrix

  init(_ image: ImageShape, size: Int) {
    func matrix() -> Matrix { Matrix(rows: image.features, columns: size) }
    (product, half) = (matrix(), matrix())
    (meanX, meanY, xx, yy, xy) = (matrix(), matrix(), matrix(), matrix(), matrix())
  }
}

/// One scale of a multiscale similarity: its window and its pooling, and the images of a batch.
final class SimilarityScale {
  private let image: ImageShape
  private let isLast: Bool
  private let engine: Engine
  private let workshop: SimilarityWorkshop
  private let blur, blurBack, pool, poolBack: Axes
  /// x and y at this scale; of the first they are the caller's.
  private let x, y: Matrix
  /// The derivatives of the scale's similarity by y.
  private let slopes: Matrix

  /// Maps along height and width.
  private struct Axes {
    let height, width: AxisTable

    init(_ image: ImageShape, _ table: (Int) -> AxisTable) {
      (height, width) = (table(image.height), table(image.width))
    }
  }

  init(
    _ image: ImageShape, isFirst: Bool, isLast: Bool, _ workshop: SimilarityWorkshop, size: Int,
    training: Bool, engine: Engine
  ) {
    (self.image, self.isLast, self.engine, self.workshop) = (image, isLast, engine, workshop)
    let window = SimilarityLoss.window
    blur = Axes(image) { AxisTable(averaging: $0, window: window) }
    blurBack = Axes(image) { AxisTable(averaging: $0, window: window).transposed }
    pool = Axes(image) { AxisTable(halving: $0) }
    poolBack = Axes(image) { AxisTable(halving: $0).transposed }
    x = Matrix(rows: image.features, columns: isFirst ? 0 : size)
    y = Matrix(rows: image.features, columns: isFirst ? 0 : size)
    slopes = Matrix(rows: image.features, columns: training ? size : 0)
  }

  private func view(_ matrix: Matrix, _ columns: Int) -> Panels {
    matrix.view(rows: image.features, columns: columns)
  }

  /// Maps along the width and then along the height.
  private func map(_ axes: Axes, _ source: Panels, adds: Bool = false, to result: Panels) {
    let (from, to) = (axes.width.inputs, axes.width.outputs)
    let across = axes.width.map(outer: source.rows / (from * image.channels), inner: image.channels)
    let down = axes.height.map(outer: 1, inner: to * image.channels)
    let half = workshop.half.view(
      rows: across.outer * to * image.channels, columns: source.columns)
    let kernels = engine.kernels
    engine.forPanels(source.columns) {
      kernels.mapAxis(across, source, adds: false, result: half, panels: $0)
      kernels.mapAxis(down, half, adds: adds, result: result, panels: $0)
    }
  }

  /// The averages of a · b under the window.
  private func average(_ a: Panels, _ b: Panels, to result: Matrix) {
    let (kernels, product) = (engine.kernels, view(workshop.product, a.columns))
    engine.forPanels(a.columns) {
      kernels.multiplyLines(a, b, result: product, panels: $0)
    }
    map(blur, product, to: view(result, a.columns))
  }

  /// The images of the next scale.
  func halved(_ x: Panels, _ y: Panels, into next: SimilarityScale) -> (x: Panels, y: Panels) {
    let results = (x: next.view(next.x, x.columns), y: next.view(next.y, y.columns))
    map(pool, x, to: results.x)
    map(pool, y, to: results.y)
    return results
  }

  /// - Parameters:
  ///   - means: the similarity of each example, `[panels, channels, 32]`.
  ///   - slopes: whether to keep its derivatives by y.
  func measure(x: Panels, y: Panels, means: UnsafeMutablePointer<Float>, slopes isWanted: Bool) {
    let count = y.columns
    map(blur, x, to: view(workshop.meanX, count))
    map(blur, y, to: view(workshop.meanY, count))
    average(x, x, to: workshop.xx)
    average(y, y, to: workshop.yy)
    average(x, y, to: workshop.xy)
    let maps = SimilarityMaps(
      meanX: view(workshop.meanX, count), meanY: view(workshop.meanY, count),
      xx: view(workshop.xx, count), yy: view(workshop.yy, count), xy: view(workshop.xy, count))
    let (kernels, channels, isLast) = (engine.kernels, image.channels, isLast)
    engine.forPanels(count) {
      kernels.structuralSimilarity(
        maps, channels: channels, luminance: isLast, slopes: isWanted, means: means, panels: $0)
    }
    guard isWanted else { return }
    for slope in [maps.meanY, maps.yy, maps.xy] { map(blurBack, slope, to: slope) }
    let result = view(slopes, count)
    engine.forPanels(count) {
      kernels.similaritySlopes(x: x, y: y, maps, result: result, panels: $0)
    }
  }

  /// The gradient on y.
  ///
  /// - Parameters:
  ///   - factors: the derivatives of the loss by the scale's similarity, `[panels, channels, 32]`.
  ///   - coarser: the gradient on y of the next scale, where there is one.
  ///   - target: where the gradient is added, if it is the caller's.
  func gradient(
    factors: UnsafePointer<Float>, coarser: Panels?, addingTo target: Panels?, columns: Int
  ) -> Panels {
    let source = view(slopes, columns)
    let (result, adds) = (target ?? source, target != nil)
    let (kernels, channels) = (engine.kernels, image.channels)
    engine.forPanels(columns) {
      kernels.weighChannels(
        source, factors: factors, channels: channels, adds: adds, result: result, panels: $0)
    }
    if let coarser { map(poolBack, coarser, adds: true, to: result) }
    return result
  }
}
