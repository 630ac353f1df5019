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
