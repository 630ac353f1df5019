import Kernels
import Words

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
  /// What the projections are above their counterparts, direction by direction in ascending order.
  private var distances: [Float]
  /// The same of each code, times 2·weight over their number, direction by direction.
  private var slopes: [Float]

  init(_ penalty: SlicedWasserstein, width: Int, size: Int, engine: Engine) {
    (self.penalty, self.engine) = (penalty, engine)
    prior = Matrix(rows: width, columns: size)
    directions = Matrix(rows: width, columns: penalty.directions)
    distances = Array(repeating: 0, count: penalty.directions * size)
    slopes = distances
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise, examples: Int) -> Double {
    let count = z.columns
    let draws = prior.view(rows: z.rows, columns: count)
    draw(noise, draws)
    let share = 1 / Double(count * penalty.directions)
    let (weight, directions) = (Float(2 * penalty.weight * share), directions.panels)
    distances.withUnsafeMutableBufferPointer { distances in
      slopes.withUnsafeMutableBufferPointer { slopes in
        engine.pool.run(directions.columns) { direction in
          let codes = sortedProjections(of: z, on: directions, direction)
          let others = sortedProjections(of: draws, on: directions, direction)
          for place in 0..<count {
            let distance = codes[place].value - others[place].value
            distances[direction * count + place] = distance
            slopes[direction * count + codes[place].index] = distance * weight
          }
        }
      }
    }
    var sum = 0.0
    for distance in distances.prefix(count * penalty.directions) {
      sum += Double(distance) * Double(distance)
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
    let places = rowIndices(from: first, count: penalty.directions)
    let (panels, lengthKey) = (directions.panels, noise.with(.direction).key)
    engine.forPanels(penalty.directions) {
      kernels.fillNormals(panels, examples: places, key: lengthKey, deviation: 1, panels: $0)
    }
    engine.pool.run(penalty.directions) { direction in
      var square = 0.0
      for row in 0..<panels.rows {
        square += Double(panels[row, direction]) * Double(panels[row, direction])
      }
      let length = Float(max(square.squareRoot(), 1e-30))
      for row in 0..<panels.rows { panels[row, direction] /= length }
    }
  }

  func addGradient(z: Panels, to gradient: Panels) {
    let (count, directions) = (z.columns, directions.panels)
    slopes.withUnsafeBufferPointer { slopes in
      engine.forPanels(count) { panels in
        for panel in panels {
          let start = panel * Panels.width
          let columns = start..<min(count, start + Panels.width)
          for row in 0..<z.rows {
            let line = gradient.line(row, panel: panel)
            for direction in 0..<directions.columns {
              let share = directions[row, direction]
              for n in columns { line[n - start] += slopes[direction * count + n] * share }
            }
          }
        }
      }
    }
  }
}

/// The projections of some codes on a direction, in ascending order, with the numbers of the codes.
private func sortedProjections(
  of codes: Panels, on directions: Panels, _ direction: Int
) -> [(value: Float, index: Int)] {
  var projections = (0..<codes.columns).map { (value: Float(0), index: $0) }
  for row in 0..<codes.rows {
    let share = directions[row, direction]
    for panel in 0..<Panels.panels(codes.columns) {
      let (line, start) = (codes.line(row, panel: panel), panel * Panels.width)
      for n in start..<min(codes.columns, start + Panels.width) {
        projections[n].value += line[n - start] * share
      }
    }
  }
  return projections.sorted { $0.value == $1.value ? $0.index < $1.index : $0.value < $1.value }
}
