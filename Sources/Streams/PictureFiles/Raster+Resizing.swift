import PNM

/// A rectangle of a picture, in pixels from its top left corner; it need not begin at one.
package struct PictureBox: Sendable, Equatable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double
}

extension Raster {
  /// A picture of another size that shows a rectangle of this one.
  ///
  /// The lines are filtered first, then what is in them; the sums are in single precision and are rounded once, at the
  /// end. Each sum goes from left to right or from top to bottom, so the result is the same everywhere.
  @specialized(where Element == UInt8)
  @specialized(where Element == UInt16)
  package func resized(to target: PictureSize, from box: PictureBox, _ filter: ResampleFilter)
    -> Raster
  {
    let whole = PictureBox(x: 0, y: 0, width: Double(width), height: Double(height))
    if target == size, box == whole { return self }
    let rows = ResampleWeights(
      target.height, from: box.y, length: box.height, of: height, filter)
    let columns = ResampleWeights(
      target.width, from: box.x, length: box.width, of: width, filter)
    let line = columns.range.count * channels
    let made = target.width * channels
    let result = [Element](unsafeUninitializedCapacity: made * target.height) { output, filled in
      // A colour is read as four numbers, so there is one behind the last.
      withUnsafeTemporaryAllocation(of: Float.self, capacity: line + 1) { sums in
        sums.initialize(repeating: 0)
        for y in 0..<target.height {
          sumLines(
            y, rows, columns.range.lowerBound,
            into: UnsafeMutableBufferPointer(rebasing: sums[..<line]))
          let place = UnsafeMutableBufferPointer(rebasing: output[y * made..<(y + 1) * made])
          if channels == 1 {
            sumGreys(UnsafeBufferPointer(sums), columns, into: place)
          } else {
            sumColours(UnsafeBufferPointer(sums), columns, into: place)
          }
        }
      }
      filled = made * target.height
    }
    return Raster(target, channels: channels, result)
  }

  /// The weighted sum of the lines that come together in line `y`, from the column `left` on.
  private func sumLines(
    _ y: Int, _ rows: ResampleWeights, _ left: Int, into sums: UnsafeMutableBufferPointer<Float>
  ) {
    guard let target = sums.baseAddress else { return }
    let count = sums.count
    samples.withUnsafeBufferPointer { samples in
      rows.withWeights(of: y) { first, weights in
        for index in weights.indices {
          guard let source = samples.baseAddress else { return }
          let line = source + ((first + index) * width + left) * channels
          let weight = weights[index]
          if index == 0 {
            for i in 0..<count { target[i] = weight * Float(line[i]) }
          } else {
            for i in 0..<count { target[i] += weight * Float(line[i]) }
          }
        }
      }
    }
  }

  private func sumGreys(
    _ line: UnsafeBufferPointer<Float>, _ columns: ResampleWeights,
    into output: UnsafeMutableBufferPointer<Element>
  ) {
    for x in output.indices {
      columns.withWeights(of: x) { first, weights in
        let start = first - columns.range.lowerBound
        var sum: Float = 0
        for index in weights.indices { sum += weights[index] * line[start + index] }
        output.initializeElement(at: x, to: Element(rounding: sum))
      }
    }
  }

  private func sumColours(
    _ line: UnsafeBufferPointer<Float>, _ columns: ResampleWeights,
    into output: UnsafeMutableBufferPointer<Element>
  ) {
    let bytes = UnsafeRawBufferPointer(line)
    for x in 0..<output.count / 3 {
      columns.withWeights(of: x) { first, weights in
        let start = (first - columns.range.lowerBound) * 3
        var sum = SIMD4<Float>.zero
        for index in weights.indices {
          let pixel = bytes.loadUnaligned(
            fromByteOffset: (start + 3 * index) * 4, as: SIMD4<Float>.self)
          sum += weights[index] * pixel
        }
        for channel in 0..<3 {
          output.initializeElement(at: 3 * x + channel, to: Element(rounding: sum[channel]))
        }
      }
    }
  }
}
