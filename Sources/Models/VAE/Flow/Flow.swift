import Kernels
import Networks

/// A normalising flow of affine couplings (RealNVP; Dinh et al. 2017): an invertible map of z whose
/// log|det ∂output/∂input| is a sum that the way forward makes.
///
/// Each coupling keeps one half of z and changes the other, y = x·exp(s) + t, where a network reads s
/// and t from the half that is kept (equations 7 and 8). The next one changes the half that this one
/// kept. The first half has a row more where the width is odd. As x₁ is the first half of the input and
/// x₀ the second, coupling k makes xₖ₊₂ of xₖ and its network's view of xₖ₊₁: odd numbers are first
/// halves, even ones second halves.
package final class Flow: Sendable {
  package struct Shape: Sendable, Equatable {
    package var couplings: Int
    /// The width of the hidden layer in each coupling's network.
    package var hidden: Int

    package init(couplings: Int, hidden: Int) {
      (self.couplings, self.hidden) = (couplings, hidden)
    }

    /// The layers of a coupling's network: from the kept half to a hidden layer of tanh, so that the
    /// density is smooth and shifts are bounded far from the data; from there to t above the raw s.
    package func plan(width: Int, coupling: Int) -> [any LayerPlan] {
      let changed = Shape.rows(coupling, of: width)
      let kept = width - changed
      return [
        Dense.Plan(inputs: kept, outputs: hidden, activation: .tanh),
        Dense.Plan(inputs: hidden, outputs: 2 * changed, activation: .identity),
      ]
    }

    /// The layers of all couplings, one coupling after the other.
    func plans(width: Int) -> [[any LayerPlan]] {
      (0..<couplings).map { plan(width: width, coupling: $0) }
    }

    /// All parameters under their names in the model file.
    ///
    /// - Parameter prefix: of the names, as in `namedLayers`.
    func parameters(_ prefix: String, width: Int) -> [ParameterPlan] {
      plans(width: width).enumerated().flatMap { coupling, plan in
        plan.enumerated().flatMap { $1.parameters().within("\(prefix).\(coupling).\($0)") }
      }
    }

    /// The rows of xₙ.
    static func rows(_ number: Int, of width: Int) -> Int {
      number % 2 == 1 ? (width + 1) / 2 : width / 2
    }
  }

  package let shape: Shape
  /// Numbers in z, at least 2: one number alone has no half to read from.
  package let width: Int
  /// Of each coupling.
  let networks: [Sequential]

  /// A flow whose parameters are all zero: the identity.
  package init(_ shape: Shape, width: Int) {
    precondition(width >= 2)
    (self.shape, self.width) = (shape, width)
    networks = shape.plans(width: width).map {
      Sequential($0.map { $0.layer() })
    }
  }

  /// The rows of xₙ in z.
  func rows(_ number: Int) -> Range<Int> {
    let first = Shape.rows(1, of: width)
    return number % 2 == 1 ? 0..<first : first..<width
  }

  /// The layers in the order of the model file: those of the first coupling, then of the next.
  ///
  /// - Parameter prefix: of the names, as in `flow.0.1`: the second layer of the first coupling.
  package func namedLayers(_ prefix: String) -> [NamedWeights] {
    networks.enumerated().flatMap { $1.groups("\(prefix).\($0)").layers }
  }

  /// Draws the weights to start from. The last layer of each network is zero, so that the flow is the
  /// identity: a model begins as it would without it, and no random map is to be unlearned first.
  ///
  /// - Parameter number: of the first layer, in the model.
  package func initialize(seed: UInt64, number: Int, kernels: Kernels) {
    for (index, entry) in namedLayers("").enumerated() where index % 2 == 0 {
      entry.layer.initialize(gain: 1, seed: seed, number: number + index, kernels: kernels)
    }
  }
}
