import Foundation
import KernelPaths
import Kernels
import Testing

/// Suites whose cases are `paths.indices` would have none of them, and say nothing, if `paths` were empty.
@Suite struct KernelPathsTests {
  /// As Linux lists what the processor has, on x86-64.
  private var flags: Set<Substring> {
    get throws {
      let text = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
      let line = text.split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
      return Set(line.split(whereSeparator: \.isWhitespace))
    }
  }

  @Test func everyInstructionSetOfTheProcessorIsTested() throws {
    #if arch(x86_64)
      let v3: Set<Substring> = ["avx2", "fma", "bmi1", "bmi2"]
      let v4: Set<Substring> = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
      let flags = try flags
      #expect(flags.isSuperset(of: v3), "no kernel is tested on this processor")
      #expect(kernelPaths.count == (flags.isSuperset(of: v4) ? 2 : 1))
    #else
      #expect(kernelPaths.count == 1)
    #endif
    #expect(kernelPaths.map { $0.name } == Array(["v3", "v4"].prefix(kernelPaths.count)))
  }

  /// Where it is skipped, its line says what all other tests did without.
  @Test(.enabled(if: skippedPaths == nil, Comment(rawValue: skippedPaths ?? "")))
  func allComputeTheSameBits() {
    var numbers = Numbers(20)
    let values = numbers.array(12_000)
    let sums = kernelPaths.map { $0.sumOfSquares(values, count: values.count) }
    #expect(sums.count == 2 && sums[0] == sums[1])
  }
}
