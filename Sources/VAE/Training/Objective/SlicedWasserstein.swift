import Kernels
import LaneTypes

/// weight · SW², the sliced Wasserstein distance between the codes of a batch and as many draws from N(0, I): the
/// mean over random directions of the mean squared distance between the sorted projections (Kolouri et al. 2019,
/// equation 10).
package struct SlicedWasserstein: Penalty {
  package var weight: Double
  /// Directions in each step.
  package var directions: Int

  static let word = Word<any LatentObjective>(
    "swae:W,DIRECTIONS", "no KL, but W times the sliced Wasserstein distance of codes and prior",
    "Kolouri et al. 2019, arXiv 1804.01947"
  ) {
    guard $0[0] > 0, let directions = Int(exactly: $0[1]), (1...4096).contains(directions)
    else { return nil }
    return SlicedWasserstein(weight: $0[0], directions: directions)
  }

  package init(weight: Double, directions: Int) {
    (self.weight, self.directions) = (weight, directions)
  }

  package var description: String { NamedNumbers("swae", [weight, Double(directions)]).text }
  package var need: BottleneckNeed { .numbers }
  package var mostExamples: Int { Self.mostPairedExamples }
  package var takesBeta: Bool { false }
  package func divergenceWeight(beta: Double) -> Double { 0 }

  package func pass(
    _ bottleneck: any Bottleneck, size: Int, discriminator: Discriminator?, engine: Engine
  ) -> any PenaltyPass {
    SlicedWassersteinPass(self, width: bottleneck.width, size: size, engine: engine)
  }
}

private final class SlicedWassersteinPass: PenaltyPass {
  private let penalty: SlicedWasserstein
  private let engine: Engine
  private let prior: Matrix
  /// `[width, directions]`.
  private let directions: Matrix
  /// What each code's projection is above its counterpart's, times 2·weight over their number, direction by
  /// direction.
  private var slopes: [Float]

  init(_ penalty: SlicedWasserstein, width: Int, size: Int, engine: Engine) {
    self.penalty = penalty
    self.engine = engine
    prior = Matrix(rows: width, columns: size)
    directions = Matrix(rows: width, columns: penalty.directions)
    slopes = Array(repeating: 0, count: penalty.directions * size)
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise, examples: Int) -> Double {
    let count = z.columns
    let draws = prior.view(rows: z.rows, columns: count)
    draw(noise, draws)
    let share = 1 / Double(count * penalty.directions)
    var sum = 0.0
    for direction in 0..<penalty.directions {
      let codes = sorted(z, direction)
      let others = sorted(draws, direction)
      for (code, other) in zip(codes, others) {
        let distance = code.value - other.value
        sum += Double(distance) * Double(distance)
        slopes[direction * count + code.index] = distance * Float(2 * penalty.weight * share)
      }
    }
    return penalty.weight * sum * share
  }

  /// Draws from the prior, and directions: normal numbers of length 1.
  private func draw(_ noise: Noise, _ draws: Panels) {
    let (kernels, numbers) = (engine.kernels, noise.rows)
    let key = noise.with(.discrepancy).key
    engine.forPanels(draws.columns) {
      kernels.fillNormals(draws, examples: numbers, key: key, deviation: 1, panels: $0)
    }
    // A batch's directions are those of its first row.
    let first = Int(noise.rows[0]) * penalty.directions
    let places = rowNumbers(from: first, count: penalty.directions)
    let (panels, lengthKey) = (directions.panels, noise.with(.direction).key)
    engine.forPanels(penalty.directions) {
      kernels.fillNormals(panels, examples: places, key: lengthKey, deviation: 1, panels: $0)
    }
    for direction in 0..<penalty.directions {
      var square = 0.0
      for row in 0..<directions.rows {
        square += Double(directions[row, direction]) * Double(directions[row, direction])
      }
      let length = Float(max(square.squareRoot(), 1e-30))
      for row in 0..<directions.rows { directions[row, direction] /= length }
    }
  }

  /// The projections of some codes on a direction, in ascending order, with the numbers of the codes.
  private func sorted(_ codes: Panels, _ direction: Int) -> [(value: Float, index: Int)] {
    let projections = (0..<codes.columns).map { n in
      let line = codes.base + n / Panels.width * codes.panelStride + n % Panels.width
      var sum: Float = 0
      for row in 0..<codes.rows { sum += line[row * Panels.width] * directions[row, direction] }
      return (value: sum, index: n)
    }
    return projections.sorted { $0.value == $1.value ? $0.index < $1.index : $0.value < $1.value }
  }

  func addGradient(z: Panels, to gradient: Panels) {
    let count = z.columns
    for direction in 0..<penalty.directions {
      for n in 0..<count {
        let slope = slopes[direction * count + n]
        let line = gradient.base + n / Panels.width * gradient.panelStride + n % Panels.width
        for row in 0..<z.rows { line[row * Panels.width] += slope * directions[row, direction] }
      }
    }
  }
}
