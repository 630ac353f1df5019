/// A convolution of given sizes, or a transposed one: what its kernels need to know beside weights.
///
/// As in most of the field's libraries the kernel is not flipped: tap (ky, kx) of filter o multiplies
/// what is ky below and kx to the right. A transposed convolution is the adjoint map of the convolution
/// of the same geometry that goes the other way.
///
/// Weights are numbers in the order `[filters, kernel height, kernel width, channels]`, filters being
/// channels of the output, or a matrix that has for each tap the channels of one side as lines and those of
/// the other as columns, whichever way round wastes less of the tiles of 8 × 32.
package final class ConvolutionPlan: Sendable {
  package let input, output: ImageShape
  /// Positions in the kernel.
  package let taps: Int
  private let kernelHeight: Int
  /// Whether the lines of the weights are channels of the output, not of the input.
  let linesAreFilters: Bool
  /// Positions of the column side of the weights' gradient in a block.
  let blockPositions: Int
  private let tables: ConvolutionTables

  /// A convolution.
  ///
  /// - Parameter kernel: its height and width.
  package convenience init(
    input: ImageShape, filters: Int, kernel: (height: Int, width: Int), stride: Int = 1,
    padding: Padding = .same
  ) {
    let geometry = ConvolutionGeometry(
      height: input.height, width: input.width, kernel: kernel, stride: stride, padding: padding)
    self.init(
      geometry, input: input,
      output: ImageShape(height: geometry.height, width: geometry.width, channels: filters),
      transposed: false)
  }

  /// The transposed convolution that undoes the sizes of a convolution from `height` × `width`.
  ///
  /// - Parameters:
  ///   - input: as high and wide as that convolution's output.
  ///   - kernel: its height and width.
  package convenience init(
    transposing input: ImageShape, toHeight height: Int, width: Int, filters: Int,
    kernel: (height: Int, width: Int), stride: Int = 1, padding: Padding = .same
  ) {
    let geometry = ConvolutionGeometry(
      height: height, width: width, kernel: kernel, stride: stride, padding: padding)
    precondition(input.height == geometry.height && input.width == geometry.width)
    self.init(
      geometry, input: input,
      output: ImageShape(height: height, width: width, channels: filters), transposed: true)
  }

  private init(
    _ geometry: ConvolutionGeometry, input: ImageShape, output: ImageShape, transposed: Bool
  ) {
    precondition(input.channels > 0 && output.channels > 0)
    (self.input, self.output) = (input, output)
    (taps, kernelHeight) = (geometry.taps, geometry.kernelHeight)
    linesAreFilters = ConvolutionPlan.linesAreFilters(input, output, taps: geometry.taps)
    let (rowSide, columnSide) = linesAreFilters ? (output, input) : (input, output)
    blockPositions = ConvolutionPlan.blockPositions(columnSide)
    tables = ConvolutionTables(
      geometry, input: input, output: output, transposed: transposed,
      linesAreFilters: linesAreFilters, blockPositions: blockPositions,
      gathers: rowSide.channels % Panels.height != 0)
  }

  /// Whichever side as lines leaves fewer tiles in the weights' gradient; of equals, so that the smaller
  /// image is the one to be transposed.
  private static func linesAreFilters(
    _ input: ImageShape, _ output: ImageShape, taps: Int
  ) -> Bool {
    func tiles(lines: Int, columns: Int) -> Int {
      Panels.tiles(taps * lines) * Panels.panels(columns)
    }
    let filters = tiles(lines: output.channels, columns: input.channels)
    let channels = tiles(lines: input.channels, columns: output.channels)
    return filters == channels ? input.features <= output.features : filters < channels
  }

  /// 32 channels of a transposed block should stay in the first-level cache, all of them in the second.
  private static func blockPositions(_ side: ImageShape) -> Int {
    let most = max(1, min(8, 128 / Panels.panels(side.channels)))
    let blocks = (side.positions + most - 1) / most
    return (side.positions + blocks - 1) / blocks
  }

  private var rowSide: ImageShape { linesAreFilters ? output : input }
  private var columnSide: ImageShape { linesAreFilters ? input : output }

  /// Blocks of positions of the column side.
  var blocks: Int { (columnSide.positions + blockPositions - 1) / blockPositions }

  /// Lines of the weights, to the end of the last tap's last tile.
  private var weightLines: Int {
    (taps - 1) * rowSide.channels + Panels.tiles(rowSide.channels) * Panels.height
  }

  /// Elements of a matrix that `makeWeights` makes, padding included.
  package var weightSize: Int { Panels.size(rows: weightLines, columns: columnSide.channels) }

  /// Elements of the weights in a file.
  package var weightCount: Int { taps * input.channels * output.channels }

  /// Weights or their gradient, all zero.
  package func makeWeights() -> Matrix {
    Matrix(rows: weightLines, columns: columnSide.channels)
  }

  /// The numbers of a matrix that `makeWeights` made, `[filters, kernel height, kernel width, channels]`.
  package func rowMajor(_ weights: Matrix) -> [Float] {
    var result = [Float](repeating: 0, count: weightCount)
    forEachWeight { result[$0] = weights[$1, $2] }
    return result
  }

  /// Sets a matrix that `makeWeights` made.
  ///
  /// - Parameter numbers: `[filters, kernel height, kernel width, channels]`.
  package func set(_ weights: Matrix, rowMajor numbers: [Float]) {
    precondition(numbers.count == weightCount)
    forEachWeight { weights[$1, $2] = numbers[$0] }
  }

  private func forEachWeight(_ body: (Int, Int, Int) -> Void) {
    for filter in 0..<output.channels {
      for tap in 0..<taps {
        for channel in 0..<input.channels {
          let (row, column) = linesAreFilters ? (filter, channel) : (channel, filter)
          body(
            (filter * taps + tap) * input.channels + channel, tap * rowSide.channels + row, column)
        }
      }
    }
  }

  /// The sums of the output.
  func forward(_ weights: Panels) -> ConvolutionSums {
    ConvolutionSums(
      runs: tables.forward.view, rows: output.channels, terms: input.channels, weights: weights,
      transposed: !linesAreFilters, lead: kernelHeight * input.width * input.channels)
  }

  /// The sums of the gradient on the input.
  func backward(_ weights: Panels) -> ConvolutionSums {
    ConvolutionSums(
      runs: tables.backward.view, rows: input.channels, terms: output.channels, weights: weights,
      transposed: linesAreFilters, lead: kernelHeight * output.width * output.channels)
  }

  /// The sums of the gradient on the weights.
  var gradient: WeightGradientPlan {
    WeightGradientPlan(
      runs: tables.gradient.view, gathered: tables.gatheredPositions, taps: taps,
      rows: rowSide.channels, columns: columnSide.channels, positions: columnSide.positions,
      blockPositions: blockPositions, lines: Panels.tiles(weightLines) * Panels.height)
  }
}
