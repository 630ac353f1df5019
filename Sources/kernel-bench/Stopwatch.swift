/// The shortest of many runs of `body`, in seconds: what it takes when nothing else is in the way.
func shortest(within seconds: Double, _ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let end = clock.now + .seconds(seconds)
  var best = Double.infinity
  repeat {
    best = min(best, clock.measure(body) / .seconds(1))
  } while clock.now < end
  return best
}
