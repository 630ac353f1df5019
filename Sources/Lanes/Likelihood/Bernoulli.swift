import LaneTypes

@inline(never)
func bernoulliLosses(_ tile: LikelihoodTile) { forEachPixel(tile, bernoulli) }

/// −log p(x|l) = softplus(l) − x·l from the logit l, never log(0).
@inline(__always)
private func bernoulli(_ l: Vector, _ x: Vector) -> (loss: Vector, slope: Vector) {
  let e = decay(l)
  return (logOnePlusExp(l, decay: e) - x * l, logistic(l, decay: e) - x)
}

/// E[x|l] = σ(l).
@inline(never)
func bernoulliMeans(_ outputs: Panels, _ result: Panels, _ panel: Int) {
  forEachOutput(outputs, result, panel) { l, _ in logistic(l, decay: decay(l)) }
}

/// 0 or 1.
@inline(never)
func bernoulliDraws(_ outputs: Panels, _ result: Panels, _ panel: Int) {
  forEachOutput(outputs, result, panel) { l, uniform in
    let mean = logistic(l, decay: decay(l))
    return Vector.zero.replacing(with: Vector(repeating: 1), where: uniform .< mean)
  }
}
