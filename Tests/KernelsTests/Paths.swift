import KernelPaths
import Kernels

/// Every kernel is tested on each.
let paths = kernelPaths

/// Numbers in [−1, 1) that look random and are the same in every run.
struct Numbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648
  }

  mutating func array(_ count: Int) -> [Float] { (0..<count).map { _ in next() } }

  mutating func matrix(rows: Int, columns: Int) -> Matrix {
    let matrix = Matrix(rows: rows, columns: columns)
    matrix.rowMajor = array(rows * columns)
    return matrix
  }
}

/// Half a unit in the last place of single precision, relative.
let halfUlp = 0x1p-24

extension Matrix {
  /// An element in Double.
  func double(_ row: Int, _ column: Int) -> Double { Double(self[row, column]) }
}

/// All tiles of a matrix.
func allTiles(rows: Int, columns: Int) -> (Range<Int>, Range<Int>) {
  (0..<Panels.tiles(rows), 0..<Panels.panels(columns))
}
