import Foundation
import Kernels
import Networks
import VAE

/// A flow of affine couplings in Double, as Dinh et al. 2017 have it.
struct ReferenceFlow {
  /// The layers of each coupling's network.
  var networks: [[ReferenceLayer]]
  private let first: Int
  private let bound = Double(CouplingScale.bound)

  init(_ flow: Flow) {
    let layers = flow.namedLayers("").map { entry in
      ReferenceLayer(
        weights: entry.layer.fileWeights.map(Double.init),
        bias: entry.layer.bias.elements.map(Double.init),
        map: .dense(inputs: entry.layer.inputs), activation: entry.layer.activation)
    }
    self.init(layers, width: flow.width)
  }

  /// - Parameter layers: two of each coupling.
  init(_ layers: [ReferenceLayer], width: Int) {
    first = (width + 1) / 2
    networks = stride(from: 0, to: layers.count, by: 2).map { Array(layers[$0..<$0 + 2]) }
  }

  /// t and s from the half that is kept.
  func parameters(_ coupling: Int, _ kept: [Double]) -> (t: [Double], s: [Double]) {
    let both = networks[coupling].reduce(kept) { $1($0) }
    let raw = both[(both.count / 2)...]
    return (Array(both[..<(both.count / 2)]), raw.map { bound * tanh($0 / bound) })
  }

  /// The output and log|det ∂output/∂input|.
  func callAsFunction(_ input: [Double]) -> (output: [Double], logDeterminant: Double) {
    var (a, b) = (Array(input[..<first]), Array(input[first...]))
    var logDeterminant = 0.0
    for coupling in networks.indices {
      // The half that is kept first.
      if coupling % 2 == 1 { (a, b) = (b, a) }
      let (t, s) = parameters(coupling, a)
      for j in b.indices {
        b[j] = b[j] * exp(s[j]) + t[j]
        logDeterminant += s[j]
      }
      if coupling % 2 == 1 { (a, b) = (b, a) }
    }
    return (a + b, logDeterminant)
  }

  /// log|det| of the Jacobian by central differences, by Gaussian elimination with pivots.
  func numericalLogDeterminant(_ input: [Double]) -> Double {
    let step = 1e-6
    var rows = input.indices.map { index in
      var (above, below) = (input, input)
      above[index] += step
      below[index] -= step
      return zip(self(above).output, self(below).output).map { ($0 - $1) / (2 * step) }
    }
    var result = 0.0
    for k in rows.indices {
      let pivot = (k..<rows.count).max { abs(rows[$0][k]) < abs(rows[$1][k]) } ?? k
      rows.swapAt(k, pivot)
      result += log(abs(rows[k][k]))
      for i in (k + 1)..<max(k + 1, rows.count) {
        let factor = rows[i][k] / rows[k][k]
        for j in k..<rows.count { rows[i][j] -= factor * rows[k][j] }
      }
    }
    return result
  }
}

/// How much a flow in single precision may be off, half by half in the maximum norm.
///
/// With u = 2⁻²⁴, a network whose first layer has the norm A (the largest sum of a row's magnitudes), its
/// second B and the bias b errs by (kept + hidden + 40)·u of B + b: a sum of t terms by t·u of their
/// magnitudes, tanh by 8u, its inputs' errors are no larger after it, and 32 are left for biases and the
/// second tanh. It carries an error e of its input to A·B·e.
struct FlowBound {
  private let u = 0x1p-24
  let reference: ReferenceFlow

  private func norm(_ layer: ReferenceLayer, rows: Range<Int>) -> Double {
    let inputs = layer.weights.count / layer.bias.count
    return rows.map { row in
      layer.weights[row * inputs..<(row + 1) * inputs].reduce(0) { $0 + abs($1) }
    }.max() ?? 0
  }

  /// The error of t and of s from that of the kept half.
  private func parameters(_ coupling: Int, _ error: Double) -> (t: Double, s: Double) {
    let layers = reference.networks[coupling]
    let (hidden, outputs) = (layers[0].bias.count, layers[1].bias.count)
    let kept = layers[0].weights.count / hidden
    let inner = norm(layers[0], rows: 0..<hidden)
    func part(_ rows: Range<Int>) -> Double {
      let outer = norm(layers[1], rows: rows)
      let bias = rows.map { abs(layers[1].bias[$0]) }.max() ?? 0
      // tanh of the first layer grows by what the input is off; the sum itself may be larger than 1.
      let own = Double(kept + hidden + 40) * u * (outer * (1 + inner) + bias)
      return inner * outer * error + own
    }
    return (part(0..<outputs / 2), part(outputs / 2..<outputs))
  }

  /// The errors of output and log-determinant for an exact input.
  func forward(_ input: [Double]) -> (output: Double, logDeterminant: Double) {
    var (errors, logDeterminant) = ([0.0, 0.0], 0.0)
    walk(input) { coupling, x, t, s, y in
      let own = parameters(coupling, errors[(coupling + 1) % 2])
      let scale = exp(s.max() ?? 0)
      let largest = x.map(abs).max() ?? 0
      // exp carries the error of s on, with as much again for the terms of higher order.
      errors[coupling % 2] =
        scale * errors[coupling % 2] + own.t + 2 * scale * largest * own.s
        + 24 * u * (largest * scale + (t.map(abs).max() ?? 0))
      logDeterminant +=
        Double(s.count) * own.s + Double(s.count + 9) * u * s.reduce(0) { $0 + abs($1) }
    }
    return (errors.max() ?? 0, logDeterminant * 2)
  }

  /// The error of an input that the inverse gives of what forward gave: the last half is met with the bits
  /// that forward kept, and from there errors go back.
  func roundTrip(_ input: [Double]) -> Double {
    var steps: [(x: [Double], t: [Double], s: [Double], y: [Double])] = []
    walk(input) { _, x, t, s, y in steps.append((x, t, s, y)) }
    var errors = [0.0, 0.0]
    for (coupling, (x, t, s, y)) in steps.enumerated().reversed() {
      // The network is met twice, each time with roundings of its own.
      let own = parameters(coupling, errors[(coupling + 1) % 2])
      let shrink = exp(-(s.min() ?? 0))
      let largest = x.map(abs).max() ?? 0
      let magnitude = (y + t).map(abs).max() ?? 0
      errors[coupling % 2] =
        shrink * (errors[coupling % 2] + 2 * own.t + 25 * u * magnitude)
        + 4 * largest * own.s + 48 * u * largest
    }
    return errors.max() ?? 0
  }

  /// Calls `body` for each coupling with the half before, t, s and the half after.
  private func walk(
    _ input: [Double], _ body: (Int, [Double], [Double], [Double], [Double]) -> Void
  ) {
    let half = (input.count + 1) / 2
    // By the number of a coupling that changes it, % 2.
    var halves = [Array(input[half...]), Array(input[..<half])]
    for coupling in reference.networks.indices {
      let x = halves[coupling % 2]
      let (t, s) = reference.parameters(coupling, halves[(coupling + 1) % 2])
      let y = x.indices.map { x[$0] * exp(s[$0]) + t[$0] }
      body(coupling, x, t, s, y)
      halves[coupling % 2] = y
    }
  }
}
