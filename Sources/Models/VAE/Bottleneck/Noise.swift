import Kernels

/// The random numbers of a batch: those of a key for certain rows.
package struct Noise {
  let seed: UInt64
  let purpose: NoiseKey.Purpose
  let epoch: Int
  /// The rows' numbers in the data set, padded to whole panels.
  let rows: [UInt32]

  var key: NoiseKey { NoiseKey(seed: seed, purpose: purpose, epoch: epoch) }

  /// The same rows for another purpose.
  func with(_ purpose: NoiseKey.Purpose) -> Noise {
    Noise(seed: seed, purpose: purpose, epoch: epoch, rows: rows)
  }
}
