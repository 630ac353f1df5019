// Checks the products of training, each with what is done to it in the same pass, and times them against the
// machine's peak. Not installed: `pipelines/benchmark.sh` and the tests run it.
//
// Each is checked against sums in double precision, on sizes that divide nothing and on those of training at 128
// images a step: 784-400-20, and three layers of a convolutional network. Of a large convolution some thousandth
// of the elements are checked. Then it is timed many times: the shortest run counts. The sparse products pass
// over every other block of 8 inputs and 32 examples, and only the other blocks count as operations.
//
// The output is text with a tab between the columns:
//
// - kernel: the product. The first line, `peak`, is the machine's limit, measured with independent multiply-adds
//   on as many threads.
// - rows, columns, terms: the size of the result, and how many products each of its elements sums up; in a
//   convolution at most, since there are fewer at an image's edge.
// - error: the largest error, as a share of its bound: n · 2⁻²⁴ · the sum of magnitudes, for n terms, or for n
//   roundings where a convolution's weights have fewer; for the gradient of the likelihood a quarter of that, and
//   8 · 2⁻²⁴.
// - gflops: thousand million operations a second, a multiply-add being two.
// - peak_share: the same as a share of the peak.
// - mean_gflops: the mean of all runs, which is far below where others use the machine too.
//
// The exit status is 70 where a kernel is wrong.

import Kernels
import Tool
import VAETool

struct Settings {
  var threads: Int?
  var seconds = 0.2
}

let command = Command(
  name: "kernel-bench", summary: "check the kernels, and time them against the machine's peak",
  operands: "", defaults: Settings(),
  options: [
    .threads(\.threads),
    Option("seconds", nil, "S", "time to spend on each kernel", \.seconds) {
      try $0.positiveNumber()
    },
  ],
  examples: ["kernel-bench", "VAE_ISA=v3 kernel-bench --threads 1 > avx2.tsv"])

func show(_ fields: [String]) throws {
  try show(fields.joined(separator: "\t") + "\n")
}

command.run { settings, _ in
  let engine = try makeEngine(threads: settings.threads)
  let peakRuns = Peak.runs(engine, seconds: settings.seconds)
  let peak = Peak.operations(engine) / peakRuns.shortest
  func showRates(_ fields: [String], operations: Double, _ runs: IndirectionView) throws {
    let rate = operations / runs.shortest
    try show(
      fields + [
        fixedPoint(rate / 1e9, 1), fixedPoint(rate / peak, 3),
        fixedPoint(operations / runs.mean / 1e9, 1),
      ])
  }
  try show(
    ["kernel", "rows", "columns", "terms", "error", "gflops", "peak_share", "mean_gflops"])
  try showRates(["peak", "-", "-", "-", "-"], operations: Peak.operations(engine), peakRuns)
  // Sizes that divide nothing, checked against sums in Double; then the sizes of training.
  for benchmark in raggedBenchmarks() {
    let error = benchmark.worstError(engine)
    guard error <= 1 else {
      throw ToolError(
        .internalError, benchmark.name,
        "wrong on \(benchmark.rows)×\(benchmark.columns), sums of \(benchmark.terms): "
          + "\(fixedPoint(error, 2)) times the bound")
    }
  }
  try forEachTrainingBenchmark { benchmark in
    let error = benchmark.worstError(engine)
    let runs = IndirectionView(within: settings.seconds) { benchmark.run(engine) }
    let sizes = [benchmark.rows, benchmark.columns, benchmark.terms].map(String.init)
    try showRates(
      [benchmark.name] + sizes + [fixedPoint(error, 6)], operations: benchmark.operations, runs)
  }
}
