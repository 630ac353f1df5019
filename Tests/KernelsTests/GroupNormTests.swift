import Kernels
import Testing

/// Group normalisation against its definition in Double, forward and back.
@Suite struct GroupNormTests {
  struct Sizes: Sendable {
    let positions: Int
    let channels: ChannelGroups

    init(_ positions: Int, _ channels: Int, _ groups: Int) {
      self.positions = positions
      self.channels = ChannelGroups(channels: channels, groups: groups)
    }

    var rows: Int { positions * channels.channels }

    /// The rows of a group.
    func rows(of group: Int) -> [Int] {
      (0..<positions).flatMap { position in
        (0..<channels.width).map {
          position * channels.channels + group * channels.width + $0
        }
      }
    }

    /// x̂ of an example, and 1 / √(σ² + ε) of each number's group.
    func normal(_ x: [Double]) -> (values: [Double], inverses: [Double]) {
      var (values, inverses) = (x, x)
      for group in 0..<channels.groups {
        let rows = rows(of: group)
        let mean = rows.reduce(0) { $0 + x[$1] } / Double(rows.count)
        let variance =
          rows.reduce(0) { $0 + (x[$1] - mean) * (x[$1] - mean) } / Double(rows.count)
        for row in rows {
          inverses[row] = 1 / (variance + 1e-5).squareRoot()
          values[row] = (x[row] - mean) * inverses[row]
        }
      }
      return (values, inverses)
    }

    /// A sum of n terms in [−1, 1], of each position's channels and then of the positions, errs by
    /// (positions + width) u in the mean; a handful of further roundings are below 16 u.
    var unit: Double { Double(positions + channels.width + 16) * halfUlp }
  }

  /// One number alone, one pixel, one channel, groups of one channel, and more than a vector of each.
  static let sizes = [
    Sizes(1, 1, 1), Sizes(1, 12, 3), Sizes(9, 1, 1), Sizes(6, 5, 5), Sizes(49, 8, 2),
    Sizes(5, 40, 8),
  ]

  private struct Batch {
    let sizes: Sizes
    let input, output, slopes, statistics, gradient, inputGradient: Matrix
    let scale, shift, scaleGradient, shiftGradient: Buffer

    init(_ sizes: Sizes, batch: Int) {
      self.sizes = sizes
      var numbers = Numbers(5)
      input = numbers.activations(rows: sizes.rows, batch: batch)
      gradient = numbers.matrix(rows: sizes.rows, columns: batch)
      output = Matrix(rows: sizes.rows, columns: batch)
      slopes = Matrix(rows: sizes.rows, columns: batch)
      inputGradient = Matrix(rows: sizes.rows, columns: batch)
      statistics = Matrix(rows: 2 * sizes.channels.groups, columns: batch)
      let channels = sizes.channels.channels
      (scale, shift) = (Buffer(count: channels), Buffer(count: channels))
      scale.elements = numbers.array(channels)
      shift.elements = numbers.array(channels)
      (scaleGradient, shiftGradient) = (Buffer(count: channels), Buffer(count: channels))
    }

    func forward(_ activation: Activation, _ kernels: Kernels) {
      for group in 0..<sizes.channels.groups {
        kernels.groupNormForward(
          input.panels, scale: scale.base, shift: shift.base, channels: sizes.channels,
          output: output.panels, slopes: slopes.panels, activation: activation,
          statistics: statistics.panels, groups: group..<group + 1,
          panels: allPanels(input.columns))
      }
    }

    func backward(_ activation: Activation, kept: Matrix, _ kernels: Kernels) {
      inputGradient.spoilPadding()
      kernels.groupNormBackward(
        input.panels, gradient: gradient.panels, scale: scale.base, channels: sizes.channels,
        statistics: statistics.panels, kept: kept.panels, activation: activation,
        inputGradient: inputGradient.panels, groups: 0..<sizes.channels.groups,
        panels: allPanels(input.columns))
      kernels.groupNormGradient(
        input.panels, gradient: gradient.panels, channels: sizes.channels,
        statistics: statistics.panels, scaleResult: scaleGradient.base,
        shiftResult: shiftGradient.base, range: 0..<sizes.channels.channels)
    }

    func column(_ matrix: Matrix, _ column: Int) -> [Double] {
      (0..<matrix.rows).map { matrix.double($0, column) }
    }
  }

  @Test(arguments: sizes, raggedBatches)
  func outputsAreNormalised(sizes: Sizes, batch: Int) {
    let test = Batch(sizes, batch: batch)
    let found = onEachPath {
      test.forward(.identity, $0)
      return test.output.rowMajor
    }
    var error = 0.0
    for column in 0..<batch {
      let (normal, inverses) = sizes.normal(test.column(test.input, column))
      for row in 0..<sizes.rows {
        let channel = row % sizes.channels.channels
        let exact =
          Double(test.scale.elements[channel]) * normal[row] + Double(test.shift.elements[channel])
        // The differences from the mean err by 4 units, of which the deviation is made too.
        let bound = sizes.unit * (1 + 8 * inverses[row] * (1 + abs(normal[row])))
        error = max(error, abs(Double(found[row * batch + column]) - exact) / bound)
      }
    }
    #expect(error <= 1)
  }

  /// Against central differences of Σ r · y in Double, behind an activation and without one.
  @Test(arguments: sizes, [Activation.identity, .tanh])
  func gradientsAreThoseOfTheDefinition(sizes: Sizes, before: Activation) {
    let batch = 33
    let test = Batch(sizes, batch: batch)
    let found = onEachPath {
      test.forward(.identity, $0)
      test.backward(before, kept: test.input, $0)
      #expect(test.inputGradient.paddingIsZero)
      return test.inputGradient.rowMajor + test.scaleGradient.elements
        + test.shiftGradient.elements
    }
    let channels = sizes.channels.channels
    let scale = test.scale.elements.map(Double.init)
    var error = 0.0
    var (scales, shifts, largest) = (
      [Double](repeating: 0, count: channels), [Double](repeating: 0, count: channels), 1.0
    )
    for column in 0..<batch {
      let (x, r) = (test.column(test.input, column), test.column(test.gradient, column))
      let (normal, inverses) = sizes.normal(x)
      let exact = centralDifferences(x) { x in
        zip(sizes.normal(x).values, r).enumerated().reduce(0) {
          $0 + scale[$1.offset % channels] * $1.element.0 * $1.element.1
        }
      }
      for row in 0..<sizes.rows {
        scales[row % channels] += normal[row] * r[row]
        shifts[row % channels] += r[row]
        let slope = before == .tanh ? 1 - x[row] * x[row] : 1
        let steep = 1 + inverses[row] * (1 + abs(normal[row]))
        largest = max(largest, steep)
        // The differences err by their step squared times the third derivative, of order inverse³.
        let bound = 16 * sizes.unit * steep * steep * steep + 1e-9 * steep * steep * steep
        error = max(
          error, abs(Double(found[row * batch + column]) - slope * exact[row]) / bound)
      }
    }
    #expect(error <= 1)
    let terms = Double(sizes.positions * batch)
    for channel in 0..<channels {
      let (first, second) = (
        Double(found[sizes.rows * batch + channel]),
        Double(found[sizes.rows * batch + channels + channel])
      )
      #expect(abs(first - scales[channel]) <= terms * 16 * sizes.unit * largest * largest)
      #expect(abs(second - shifts[channel]) <= terms * terms * halfUlp)
    }
  }

  /// Where all numbers of an example are equal the variance is 0, however large they are: the output is the shift, and
  /// no gradient is infinite.
  @Test(arguments: sizes, [Float(0), 0.1, -3e7, 1e30])
  func equalNumbersBecomeTheShift(sizes: Sizes, value: Float) {
    let test = Batch(sizes, batch: 3)
    test.input.rowMajor = test.input.rowMajor.map { _ in value }
    let found = onEachPath {
      test.forward(.identity, $0)
      test.backward(.identity, kept: test.input, $0)
      return test.output.rowMajor + test.inputGradient.rowMajor + test.scaleGradient.elements
    }
    let areFinite = found.allSatisfy(\.isFinite)
    #expect(areFinite)
    let shift = test.shift.elements
    for row in 0..<sizes.rows {
      #expect(found[row * 3] == shift[row % sizes.channels.channels])
    }
    let isFlat = test.scaleGradient.elements.allSatisfy { $0 == 0 }
    #expect(isFlat)
  }

  /// An activation behind it is that of the outputs without one, and its slopes are kept.
  @Test(arguments: paths.indices, Activation.allCases)
  func anActivationFollows(path: Int, activation: Activation) {
    let test = Batch(Sizes(6, 8, 2), batch: 33)
    test.forward(.identity, paths[path])
    let result = Matrix(rows: test.output.rows, columns: 33)
    paths[path].activateRows(
      test.output.panels, activation: activation, result: result.panels, panels: 0..<2)
    test.forward(activation, paths[path])
    #expect(test.output.rowMajor == result.rowMajor)
    let areKept = test.slopes.rowMajor.contains { $0 != 0 }
    #expect(areKept == activation.keepsSlope)
  }

  @Test(arguments: raggedBatches)
  func sumsAreActivated(batch: Int) {
    var numbers = Numbers(8)
    let (a, b) = (numbers.matrix(rows: 5, columns: batch), numbers.matrix(rows: 5, columns: batch))
    let result = Matrix(rows: 5, columns: batch)
    let found = onEachPath {
      $0.addForward(
        a.panels, b.panels, output: result.panels, slopes: nil, activation: .relu,
        panels: allPanels(batch))
      return result.rowMajor
    }
    let exact = zip(a.rowMajor, b.rowMajor).map { max(0, $0 + $1) }
    #expect(found == exact)
  }

  @Test(arguments: [
    (1, 1), (2, 1), (4, 1), (6, 1), (8, 2), (12, 3), (16, 4), (20, 5), (28, 7), (32, 8), (33, 3),
    (44, 4), (64, 8), (13, 1),
  ])
  func groupsAreOfOneSize(channels: Int, groups: Int) {
    #expect(ChannelGroups(channels: channels).groups == groups)
  }
}
