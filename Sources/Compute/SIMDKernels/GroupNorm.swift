import Kernels

/// The numbers of one group in 16 neighbouring columns.
private struct GroupLines {
  /// Rows from a position to the next.
  let channels: Int
  let positions: Int
  /// The first row of the group.
  let first: Int
  /// Channels in the group.
  let width: Int
  /// From the base of a panel.
  let lane: Int

  @inline(__always)
  init(_ group: Int, _ groups: ChannelGroups, rows: Int, half: Int) {
    channels = groups.channels
    positions = rows / groups.channels
    width = groups.width
    first = group * groups.width
    lane = half * 16
  }

  var count: Vector { Vector(repeating: Float(positions * width)) }

  /// Where a channel of the group is at a position, from the base of a panel.
  @inline(__always)
  func offset(_ position: Int, _ channel: Int) -> Int {
    (position * channels + first + channel) * 32 + lane
  }

  /// A sum over the group: of each position's channels first, then of the positions.
  @inline(__always)
  func sum(_ term: (Int, Int) -> Vector) -> Vector {
    var sum = Vector.zero
    for position in 0..<positions {
      var part = Vector.zero
      for channel in 0..<width { part += term(offset(position, channel), channel) }
      sum += part
    }
    return sum
  }
}

extension SIMDKernels {
  @inline(never)
  package static func groupNormForward(
    _ input: Panels, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    channels: ChannelGroups, output: Panels, slopes: Panels?, activation: Activation,
    statistics: Panels, groups: Range<Int>, panels: Range<Int>
  ) {
    for panel in panels {
      let source = input.base + panel * input.panelStride
      let target = output.base + panel * output.panelStride
      let kept = statistics.base + panel * statistics.panelStride
      for group in groups {
        for half in 0..<2 {
          let lines = GroupLines(group, channels, rows: input.rows, half: half)
          // Numbers that are all equal have a variance of 0, however large they are: so the mean is made of what
          // they differ by from the first.
          let start = Vector(at: source + lines.offset(0, 0))
          let mean =
            start + lines.sum { offset, _ in Vector(at: source + offset) - start } / lines.count
          let squares = lines.sum { offset, _ in
            let difference = Vector(at: source + offset) - mean
            return difference * difference
          }
          let inverse =
            1 / (squares / lines.count + Vector(repeating: ChannelGroups.epsilon)).squareRoot()
          mean.store(to: kept + group * 32 + half * 16)
          inverse.store(to: kept + (channels.groups + group) * 32 + half * 16)
          for position in 0..<lines.positions {
            for channel in 0..<lines.width {
              let offset = lines.offset(position, channel)
              let normal = (Vector(at: source + offset) - mean) * inverse
              normal.times(
                Vector(repeating: scale[lines.first + channel]),
                plus: Vector(repeating: shift[lines.first + channel])
              ).store(to: target + offset)
            }
          }
        }
        let lines = GroupLines(group, channels, rows: input.rows, half: 0)
        for position in 0..<lines.positions {
          let offset = lines.offset(position, 0)
          activate(
            target + offset, slopes: slopes.map { $0.base + panel * $0.panelStride + offset },
            lines: lines.width, activation)
        }
      }
    }
  }

  @inline(never)
  package static func groupNormBackward(
    _ input: Panels, gradient: Panels, scale: UnsafePointer<Float>, channels: ChannelGroups,
    statistics: Panels, kept: Panels, activation: Activation, inputGradient: Panels,
    groups: Range<Int>, panels: Range<Int>
  ) {
    for panel in panels {
      let source = input.base + panel * input.panelStride
      let slopes = gradient.base + panel * gradient.panelStride
      let before = kept.base + panel * kept.panelStride
      let target = inputGradient.base + panel * inputGradient.panelStride
      let known = statistics.base + panel * statistics.panelStride
      for group in groups {
        for half in 0..<2 {
          let lines = GroupLines(group, channels, rows: input.rows, half: half)
          let mask = maskBits(input.columns - panel * 32 - half * 16)
          let mean = Vector(at: known + group * 32 + half * 16)
          let inverse = Vector(at: known + (channels.groups + group) * 32 + half * 16)
          let factors = scale + lines.first
          let first =
            lines.sum { Vector(at: slopes + $0) * Vector(repeating: factors[$1]) } / lines.count
          let second =
            lines.sum {
              Vector(at: slopes + $0) * Vector(repeating: factors[$1])
                * ((Vector(at: source + $0) - mean) * inverse)
            } / lines.count
          for position in 0..<lines.positions {
            for channel in 0..<lines.width {
              let offset = lines.offset(position, channel)
              let normal = (Vector(at: source + offset) - mean) * inverse
              let own = Vector(at: slopes + offset) * Vector(repeating: factors[channel])
              let value =
                (own - first - normal * second) * inverse
                * activation.slope(kept: Vector(at: before + offset))
              Vector(bits: value.bits & mask).store(to: target + offset)
            }
          }
        }
      }
    }
  }

  @inline(never)
  package static func groupNormGradient(
    _ input: Panels, gradient: Panels, channels: ChannelGroups, statistics: Panels,
    scaleResult: UnsafeMutablePointer<Float>, shiftResult: UnsafeMutablePointer<Float>,
    range: Range<Int>
  ) {
    for channel in range {
      let group = channel / channels.width
      var (scale, shift) = (Vector.zero, Vector.zero)
      for panel in 0..<Panels.panels(input.columns) {
        let source = input.base + panel * input.panelStride
        let slopes = gradient.base + panel * gradient.panelStride
        let known = statistics.base + panel * statistics.panelStride
        for half in 0..<2 {
          let mask = maskBits(input.columns - panel * 32 - half * 16)
          let mean = Vector(at: known + group * 32 + half * 16)
          let inverse = Vector(at: known + (channels.groups + group) * 32 + half * 16)
          var (products, sum) = (Vector.zero, Vector.zero)
          for position in 0..<input.rows / channels.channels {
            let offset = (position * channels.channels + channel) * 32 + half * 16
            let slope = Vector(at: slopes + offset)
            products.addProduct(slope, (Vector(at: source + offset) - mean) * inverse)
            sum += slope
          }
          scale += Vector(bits: products.bits & mask)
          shift += Vector(bits: sum.bits & mask)
        }
      }
      scaleResult[channel] = scale.treeSum()
      shiftResult[channel] = shift.treeSum()
    }
  }

  @inline(never)
  package static func addForward(
    _ a: Panels, _ b: Panels, output: Panels, slopes: Panels?, activation: Activation,
    panels: Range<Int>
  ) {
    for panel in panels {
      let (first, second) = (a.base + panel * a.panelStride, b.base + panel * b.panelStride)
      let target = output.base + panel * output.panelStride
      for piece in 0..<a.rows * 2 {
        (Vector(at: first + piece * 16) + Vector(at: second + piece * 16)).store(
          to: target + piece * 16)
      }
      activate(
        target, slopes: slopes.map { $0.base + panel * $0.panelStride }, lines: a.rows, activation)
    }
  }
}
