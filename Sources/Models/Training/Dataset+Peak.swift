import Datasets
import Kernels
import Networks

extension Dataset {
  /// The peak of some rows; where it is not large, that of all: the weights begin with the mean of all, and have
  /// learned from others since.
  func largePeak(_ rows: some Sequence<Int>, kernels: Kernels) -> Divergence.Peak? {
    let peak = peak(rows, kernels: kernels)
    guard let peak, !peak.isLarge else { return peak }
    return self.peak(0..<count, kernels: kernels)
  }

  /// The number that is farthest from 0 in some rows; nil without rows.
  ///
  /// - Parameter name: what the data set is called.
  func peak(_ rows: some Sequence<Int>, name: String = "data", kernels: Kernels)
    -> Divergence.Peak?
  {
    let line = Matrix(rows: 1, columns: features, order: .byTileRow)
    var peak: Divergence.Peak?
    for row in rows {
      load(row, into: line.panels, row: 0, kernels: kernels)
      for column in 0..<features where line[0, column].magnitude > peak?.value.magnitude ?? -1 {
        peak = Divergence.Peak(value: line[0, column], row: row, data: name)
      }
    }
    return peak
  }
}
