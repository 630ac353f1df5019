/// What many runs of the same work took, in seconds.
struct IndirectionView {
  /// The shortest: what it takes when nothing else is in the way.
  let shortest: Double
  /// The mean: what it takes on this machine as it is.
  let mean: Double

  /// Runs `body` again and again for `seconds`.
  init(within seconds: Double, _ body: () -> Void) {
    let clock = ContinuousClock()
    let start = clock.now
    var (shortest, count) = (Double.infinity, 0.0)
    repeat {
      shortest = min(shortest, clock.measure(body) / .seconds(1))
      count += 1
    } while clock.now < start + .seconds(seconds)
    self.shortest = shortest
    mean = (clock.now - start) / .seconds(1) / count
  }
}
