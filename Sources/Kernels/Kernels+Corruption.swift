import LaneTypes
import LanesV3
import LanesV4

/// Noise on the input.
extension Kernels {
  package func corrupt(
    _ source: Panels, by corruption: Corruption, examples: UnsafePointer<UInt32>, key: NoiseKey,
    result: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.corrupt, LanesV4.corrupt)(source, corruption, examples, key, result, panels)
  }

  package func binarize(
    _ source: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, result: Panels,
    panels: Range<Int>
  ) {
    pick(LanesV3.binarize, LanesV4.binarize)(source, examples, key, result, panels)
  }
}
