import Kernels
import Testing

@Suite struct ThreadPoolTests {
  @Test func poolRunsEachIterationOnce() {
    for threads in [1, 2, 3, 7] {
      let pool = ThreadPool(threads: threads)
      for count in [0, 1, 2, 5, 1000] {
        let hits = Matrix(rows: 1, columns: max(1, count))
        for _ in 0..<20 { pool.run(count) { hits.base[$0 / 32 * 256 + $0 % 32] += 1 } }
        #expect(hits.rowMajor.prefix(count).allSatisfy { $0 == 20 })
      }
    }
  }

  /// More iterations than a share can count one by one.
  @Test func aLongLoopRunsEachIterationOnce() {
    let count = 200_001
    let hits = Buffer(count: count)
    ThreadPool(threads: 3).run(count) { hits.base[$0] += 1 }
    #expect(hits.elements.allSatisfy { $0 == 1 })
  }

  /// Moments of weights that get no gradient decay until they are subnormal, and some processors
  /// then take many times as long.
  @Test func subnormalsAreZeroInLoops() {
    let tiny = Buffer(count: 64)
    for threads in [1, 3] {
      let pool = ThreadPool(threads: threads)
      for count in [1, 60] {
        for index in 0..<count { tiny.base[index] = .leastNormalMagnitude }
        pool.run(count) { tiny.base[$0] *= 0.5 }
        for index in 0..<count { #expect(tiny.base[index].bitPattern == 0) }
      }
    }
    // The caller's own arithmetic stays as it was.
    tiny.base[0] = .leastNormalMagnitude
    tiny.base[0] *= 0.5
    #expect(tiny.base[0].bitPattern == 0x40_0000)
  }
}
