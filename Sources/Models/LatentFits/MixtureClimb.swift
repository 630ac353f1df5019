/// A mixture on its way to a maximum of the likelihood.
struct MixtureClimb {
  private(set) var components: [NormalComponent]
  /// What is maximised, at the components before the last step: the log-likelihood in nats a row, the rows
  /// being standardised and smoothed.
  private(set) var value = -Double.infinity
  private(set) var iterations = 0
  /// Whether the last step gained less than the tolerance.
  private(set) var isDone = false
  private let smoothing: Double
  /// How many different rows it began at.
  private let seeds: Int

  /// A component with less than this in rows has lost them to the others.
  private static let leastRows = 0.5

  /// Components of equal weights, spheres around the rows that were drawn.
  init(from seeding: Seeding, smoothing: Double) {
    self.smoothing = smoothing
    seeds = seeding.centres.count
    let (weight, variance) = (1 / Double(seeds), seeding.variance + smoothing)
    components = seeding.centres.map {
      NormalComponent(weight: weight, mean: $0, variance: variance)
    }
  }

  /// One iteration of expectation maximisation. None lowers the value but one that drops a component.
  mutating func step(_ rows: StandardRows, _ pass: MixturePass, tolerance: Double) {
    let before = value
    value = pass.run(components, smoothing: smoothing) / Double(rows.count)
    iterations += 1
    let next = maximised(pass.moments, dimensions: rows.dimensions)
    isDone = value - before < tolerance && next.count == components.count
    components = next
  }

  /// The components that maximise the likelihood of the rows in their present shares (the M step), without
  /// those that have lost theirs.
  private func maximised(_ moments: [Double], dimensions d: Int) -> [NormalComponent] {
    let size = (d + 1) * (d + 1)
    let living = components.indices.filter {
      moments[($0 + 1) * size - 1] >= MixtureClimb.leastRows
    }
    let all = living.reduce(0) { $0 + moments[($1 + 1) * size - 1] }
    return moments.withUnsafeBufferPointer { moments in
      living.map {
        NormalComponent(
          moments: UnsafeBufferPointer(rebasing: moments[$0 * size..<($0 + 1) * size]),
          dimensions: d, rows: all, smoothing: smoothing)
      }
    }
  }

  /// What there is to tell of it.
  ///
  /// - Parameter count: how many components were asked for.
  func notes(asked count: Int) -> [String] {
    var notes: [String] = []
    if seeds < count { notes.append("only \(seeds) different rows, so as many components") }
    if components.count < seeds {
      notes.append("\(seeds - components.count) of \(seeds) components lost their rows: dropped")
    }
    if !isDone { notes.append("not settled after \(iterations) iterations") }
    return notes
  }
}
