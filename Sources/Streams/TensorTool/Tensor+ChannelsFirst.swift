package import TensorIO

extension Tensor {
  /// What to do about images that seem to have their channels first, as PyTorch's have; nil for others. Here channels
  /// come last: rows×3×32×32 is 3 pixels high, and of 32 channels.
  package var channelsFirstHint: String? {
    guard shape.count == 4, shape[1] == 1 || shape[1] == 3, shape[2] > 4, shape[3] > 4 else {
      return nil
    }
    return "if channels come first there, put them last: permute(0, 2, 3, 1) in PyTorch, "
      + "transpose(0, 2, 3, 1) in NumPy"
  }
}
