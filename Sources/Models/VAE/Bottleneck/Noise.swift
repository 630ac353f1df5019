import Kernels

/// The random numbers of a batch: those of a key for certain rows.
package struct Noise {
  package let seed: UInt64
  package let purpose: NoiseKey.Purpose
  package let epoch: Int
  /// The rows' numbers in the data set, padded to whole panels.
  package let rows: [UInt32]

  var key: NoiseKey { NoiseKey(seed: seed, purpose: purpose, epoch: epoch) }

  /// The same rows for another purpose.
  func with(_ purpose: NoiseKey.Purpose) -> Noise {
    Noise(seed: seed, purpose: purpose, epoch: epoch, rows: rows)
  }

  package init(seed: UInt64, purpose: NoiseKey.Purpose, epoch: Int, rows: [UInt32]) {
    (self.seed, self.purpose, self.epoch, self.rows) = (seed, purpose, epoch, rows)
  }
}
