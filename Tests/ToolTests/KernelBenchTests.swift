import Testing
import ToolSandbox

/// `kernel-bench`: the table, not the times.
@Suite struct KernelBenchTests {
  @Test(arguments: [1, 2])
  func table(threads: Int) throws {
    let run = try Sandbox().run("kernel-bench --seconds 0.001 --threads \(threads)")
    #expect(run.status == 0 && run.errors.isEmpty)
    let lines = run.text.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(
      lines[0] == [
        "kernel", "rows", "columns", "terms", "error", "gflops", "peak_share", "mean_gflops",
      ])
    #expect(lines[1][0] == "peak" && lines[1][6] == "1.000")
    #expect(
      Set(lines.dropFirst(2).map { $0[0] })
        == [
          "forward", "likelihood", "backward", "weights", "convolution-forward",
          "convolution-backward", "convolution-weights", "sparse-forward", "sparse-weights",
        ])
    for line in lines.dropFirst(2) {
      let error = try #require(Double(line[4]))
      // In a share of a bound for so many terms, three places may show nothing.
      let isSmall = line[0] == "convolution-weights"
      #expect((error > 0 || isSmall && error == 0) && error <= 1)
      let (best, mean) = (try #require(Double(line[5])), try #require(Double(line[7])))
      #expect(best > 0 && mean > 0 && mean <= best)
    }
  }

  @Test func outputMustBeWritten() throws {
    let run = try Sandbox().run("kernel-bench --seconds 0.001 > /dev/full")
    #expect(run.status == 74)
    #expect(
      run.errors == "kernel-bench: standard output: cannot write: no space left on device\n")
  }

  @Test(arguments: ["0", "-1", "x"])
  func secondsMustBePositive(_ text: String) throws {
    let run = try Sandbox().run("kernel-bench --seconds \(text)")
    #expect(
      run
        == .failure(
          64, "kernel-bench: --seconds: expected a number greater than 0, found '\(text)'"))
  }
}
