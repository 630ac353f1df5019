/// The numbers of one step of gradient descent with momentum, in PyTorch's convention:
/// v ← momentum·v + g + decay·w, then w ← w − rate·v.
package struct SGDStep: Sendable {
  package let rate: Float
  /// 0 for plain descent.
  package let momentum: Float
  /// Weight decay as a part of the gradient: that of ½·decay·‖w‖².
  package let decay: Float

  package init(learningRate: Double, momentum: Double = 0, decay: Double = 0) {
    rate = Float(learningRate)
    self.momentum = Float(momentum)
    self.decay = Float(decay)
  }
}
