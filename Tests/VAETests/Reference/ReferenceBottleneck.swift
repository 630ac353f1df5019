import Foundation
import VAE

/// A bottleneck in Double with given noise, and its regulariser.
///
/// A straight-through estimator is not the derivative of its loss, which does not exist. It is the
/// derivative of a surrogate at the point where this was `anchored`: z is a differentiable function plus
/// the constant that makes it the discrete z there. For straight-through categories that function is the
/// Gumbel-softmax (Jang et al. 2017, section 2.2); for a codebook it is the encoder's output, and the code
/// vectors of the commitment are constants (van den Oord et al. 2017, equation 3).
struct ReferenceBottleneck {
  let kind: any Bottleneck
  let objective: Objective
  let temperature: Double
  /// ε of each example.
  let normals: [[Double]]
  /// Uniform numbers of each example's categories.
  let uniforms: [[Double]]
  /// `[codes][size]`.
  let codebook: [[Double]]
  /// The constant of each example's surrogate.
  private(set) var anchors: [[Double]] = []

  init(
    _ kind: any Bottleneck, objective: Objective, temperature: Double, normals: [[Double]],
    uniforms: [[Double]], codebook: [[Double]]
  ) {
    (self.kind, self.objective, self.temperature) = (kind, objective, temperature)
    (self.normals, self.uniforms, self.codebook) = (normals, uniforms, codebook)
  }

  /// An example behind the bottleneck.
  struct Passage {
    var z: [Double] = []
    /// The terms of its regulariser: one for each dimension of a normal part, and others after them.
    var terms: [Double] = []
  }

  func passage(_ parameters: [Double], row: Int) -> Passage {
    switch kind {
    case is IdentityBottleneck:
      if case .l1(let weight) = objective.sparsity {
        return Passage(z: parameters, terms: [weight * parameters.reduce(0) { $0 + abs($1) }])
      }
      return Passage(z: parameters)
    case is GaussianBottleneck: return normal(parameters[...], row)
    case let shape as CategoricalBottleneck:
      return categorical(parameters[...], row, shape, offset: 0)
    case let joint as JointBottleneck:
      let size = joint.normal.size
      let first = normal(parameters[..<(2 * size)], row)
      let second = categorical(parameters[(2 * size)...], row, joint.categorical, offset: size)
      return Passage(z: first.z + second.z, terms: first.terms + second.terms)
    case let shape as TopKBottleneck: return Passage(z: kept(parameters, shape.kept))
    case is VectorQuantizedBottleneck:
      // anchor = c − z_e there, so z is c there, and moves with z_e.
      let anchor = anchors.isEmpty ? [] : anchors[row]
      guard !anchor.isEmpty else { return Passage(z: parameters) }
      let code = anchoredCodes[row]
      return Passage(
        z: zip(parameters, anchor).map { $0 + $1 },
        terms: [zip(parameters, code).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }])
    default: preconditionFailure("no reference for \(kind.name)")
    }
  }

  /// The largest numbers of a rectified code, of equal ones the first, and 0 for the others.
  private func kept(_ code: [Double], _ count: Int) -> [Double] {
    let order = code.indices.sorted { (code[$1], $0) < (code[$0], $1) }
    var result = [Double](repeating: 0, count: code.count)
    for place in order.prefix(count) { result[place] = code[place] }
    return result
  }

  /// The code vectors of each example at the anchor.
  private var anchoredCodes: [[Double]] = []

  private func normal(_ parameters: ArraySlice<Double>, _ row: Int) -> Passage {
    let values = Array(parameters)
    let size = values.count / 2
    var result = Passage()
    for j in 0..<size {
      let (mean, logVariance) = (values[j], values[size + j])
      result.z.append(mean + exp(logVariance / 2) * normals[row][j])
      result.terms.append(-0.5 * (1 + logVariance - mean * mean - exp(logVariance)))
    }
    return result
  }

  private func softmax(_ logits: [Double]) -> [Double] {
    let powers = logits.map { exp($0 - logits.max()!) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  /// - Parameter offset: numbers of z above the categories.
  private func categorical(
    _ parameters: ArraySlice<Double>, _ row: Int, _ shape: CategoricalBottleneck, offset: Int
  ) -> Passage {
    let logits = Array(parameters)
    var result = Passage()
    for first in stride(from: 0, to: shape.width, by: shape.categories) {
      let group = first..<first + shape.categories
      let noisy = group.map { (logits[$0] - log(-log(uniforms[row][$0]))) / temperature }
      result.z += softmax(noisy)
      let q = softmax(Array(logits[group]))
      result.terms.append(q.reduce(0) { $0 + $1 * log($1 * Double(shape.categories)) })
    }
    if !anchors.isEmpty {
      for place in result.z.indices { result.z[place] += anchors[row][offset + place] }
    }
    return result
  }

  /// Holds the surrogate of a straight-through estimator to the discrete z of these parameters.
  mutating func anchor(_ parameters: [[Double]]) {
    switch kind {
    case let shape as CategoricalBottleneck where shape.straightThrough:
      anchors = parameters.enumerated().map { hardness($1, $0, shape, offset: 0) }
    case let joint as JointBottleneck where joint.categorical.straightThrough:
      anchors = parameters.enumerated().map {
        hardness($1, $0, joint.categorical, offset: joint.normal.size)
      }
    case let shape as VectorQuantizedBottleneck:
      anchoredCodes = parameters.map { values in
        stride(from: 0, to: values.count, by: shape.size).flatMap { first in
          nearest(Array(values[first..<first + shape.size]))
        }
      }
      anchors = zip(anchoredCodes, parameters).map { zip($0, $1).map { $0 - $1 } }
    default: break
    }
  }

  /// The one-hot vectors of the largest categories minus z, zero for a normal part.
  private func hardness(
    _ parameters: [Double], _ row: Int, _ shape: CategoricalBottleneck, offset: Int
  ) -> [Double] {
    let z = passage(parameters, row: row).z
    var result = [Double](repeating: 0, count: z.count)
    for first in stride(from: offset, to: z.count, by: shape.categories) {
      let group = first..<first + shape.categories
      let best = group.max { z[$0] < z[$1] }!
      for place in group { result[place] = (place == best ? 1 : 0) - z[place] }
    }
    return result
  }

  private func nearest(_ vector: [Double]) -> [Double] {
    func distance(_ code: [Double]) -> Double {
      zip(code, vector).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    return codebook.min { distance($0) < distance($1) }!
  }

  /// z without noise: the posterior's mean, its probabilities, or its one value.
  func mean(_ parameters: [Double]) -> [Double] {
    switch kind {
    case is IdentityBottleneck: return parameters
    case let shape as TopKBottleneck: return kept(parameters, shape.kept)
    case let normal as GaussianBottleneck: return Array(parameters[..<normal.size])
    case let shape as CategoricalBottleneck: return probabilities(parameters[...], shape)
    case let joint as JointBottleneck:
      let size = joint.normal.size
      return parameters[..<size] + probabilities(parameters[(2 * size)...], joint.categorical)
    case let shape as VectorQuantizedBottleneck:
      return stride(from: 0, to: parameters.count, by: shape.size).flatMap {
        nearest(Array(parameters[$0..<$0 + shape.size]))
      }
    default: preconditionFailure("no reference for \(kind.name)")
    }
  }

  /// Of a straight-through model the likeliest category alone.
  private func probabilities(_ parameters: ArraySlice<Double>, _ shape: CategoricalBottleneck)
    -> [Double]
  {
    let logits = Array(parameters)
    return stride(from: 0, to: logits.count, by: shape.categories).flatMap { first in
      let q = softmax(Array(logits[first..<first + shape.categories]))
      guard shape.straightThrough else { return q }
      let best = q.indices.max { q[$0] < q[$1] }!
      return q.indices.map { $0 == best ? 1 : 0 }
    }
  }

  /// The part of the mean regulariser that is of categories beside numbers.
  func categoryRegulariser(_ passages: [Passage]) -> Double {
    guard let size = (kind as? JointBottleneck)?.normal.size else { return 0 }
    return passages.reduce(0) { $0 + $1.terms[size...].reduce(0, +) } / Double(passages.count)
  }

  /// The mean regulariser of a batch in nats.
  ///
  /// - Parameter minimised: as training minimises it, with free bits.
  func regulariser(_ passages: [Passage], minimised: Bool) -> Double {
    let count = Double(passages.count)
    let normals = kind.normalSize ?? 0
    var sum = 0.0
    for term in passages[0].terms.indices {
      let mean = passages.reduce(0) { $0 + $1.terms[term] } / count
      sum += minimised && term < normals ? max(objective.freeBits, mean) : mean
    }
    if case .kl(let target, let weight) = objective.sparsity {
      for j in passages[0].z.indices {
        let mean = passages.reduce(0) { $0 + $1.z[j] } / count
        let divergence = target * log(target / mean) + (1 - target) * log((1 - target) / (1 - mean))
        sum += weight * divergence
      }
    }
    return sum
  }
}
