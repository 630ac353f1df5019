/// Which pixels of a line come together in each pixel of another, and how much each counts.
struct ResampleWeights {
  /// The first pixel of each.
  private(set) var starts: [Int] = []
  /// The weights of each, from `ends[i - 1]` to `ends[i]`; their sum is 1.
  private(set) var weights: [Float] = []
  private(set) var ends: [Int] = []

  /// The pixels that are read.
  private(set) var range = 0..<0

  /// - Parameters:
  ///   - count: of the pixels that are made.
  ///   - start: where the part of the line begins that they show, in pixels.
  ///   - length: of that part, above 0.
  ///   - whole: the length of the line. What lies beyond its ends has no weight.
  init(_ count: Int, from start: Double, length: Double, of whole: Int, _ filter: ResampleFilter) {
    let scale = length / Double(count)
    let stretch = max(1, scale)
    for pixel in 0..<count {
      let center = start + (Double(pixel) + 0.5) * scale
      var first = max(0, min(whole - 1, Int(center)))
      var sums = [1.0]
      if filter != .nearest {
        let reach = filter.support * stretch
        first = max(0, min(whole - 1, Int(center - reach + 0.5)))
        let last = min(whole, max(first + 1, Int(center + reach + 0.5)))
        sums = (first..<last).map { filter.weight((Double($0) + 0.5 - center) / stretch) }
      }
      // At an end there may be pixels of which the filter has nothing.
      while sums.count > 1, sums.last == 0 { sums.removeLast() }
      while sums.count > 1, sums.first == 0 {
        sums.removeFirst()
        first += 1
      }
      let sum = sums.reduce(0, +)
      weights += sums.map { Float(sum == 0 ? 1 / Double(sums.count) : $0 / sum) }
      starts.append(first)
      ends.append(weights.count)
    }
    let firsts = starts.min() ?? 0
    let lasts = starts.indices.map { starts[$0] + self.count(of: $0) }.max() ?? 0
    range = firsts..<lasts
  }

  /// How many pixels come together in one.
  func count(of pixel: Int) -> Int { ends[pixel] - (pixel == 0 ? 0 : ends[pixel - 1]) }

  /// Calls `body` with a pixel's first pixel and its weights.
  func withWeights(of pixel: Int, _ body: (Int, UnsafeBufferPointer<Float>) -> Void) {
    weights.withUnsafeBufferPointer { all in
      body(
        starts[pixel],
        UnsafeBufferPointer(rebasing: all[(pixel == 0 ? 0 : ends[pixel - 1])..<ends[pixel]]))
    }
  }
}
