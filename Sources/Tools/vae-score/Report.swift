import Glibc
import Kernels
import Tool
import VAE

/// The figures of a data set as a table: name, value, standard error, unit, with tabs between them.
///
/// - Parameter sums: of the figures `names`, over at least one row.
func report(_ sums: MetricSums, names: [String], _ source: Source) -> String {
  var table = "figure\tvalue\terror\tunit\n"
  func add(_ name: String, _ value: String, _ error: String = "", _ unit: String = "") {
    table += "\(name)\t\(value)\t\(error)\t\(unit)\n"
  }
  add("rows", "\(sums.rows)")
  for (index, name) in names.enumerated() {
    add(
      name, fixedPoint(sums.mean(index), 4),
      sums.standardError(index).map { fixedPoint($0, 4) } ?? "", unit(of: name))
  }
  if source.isLikelihood { addBits(sums, names, source.configuration, add) }
  guard source.configuration.bottleneck.hasPrior else { return table }
  let usage = source.scorer.usage(rows: sums.rows)
  add("active_units", "\(usage.active)")
  if let perplexity = usage.perplexity { add("perplexity", fixedPoint(perplexity, 4)) }
  for (index, sum) in source.scorer.dimensionDivergences.enumerated() {
    add("kl_\(index)", fixedPoint(sum / Double(sums.rows), 4), "", "nats")
  }
  return table
}

private func unit(of figure: String) -> String {
  switch figure {
  case "ess": "draws"
  case "deviance": ""
  default: "nats"
  }
}

/// The negative log-likelihood, or the bound on it, in nats and in bits for each number of the data.
private func addBits(
  _ sums: MetricSums, _ names: [String], _ configuration: Configuration,
  _ add: (String, String, String, String) -> Void
) {
  for (figure, name, bits) in [
    ("elbo", "nll_bound", "bits_per_dimension_bound"),
    ("log_likelihood", "nll", "bits_per_dimension"),
  ] {
    guard let index = names.firstIndex(of: figure) else { continue }
    let error = sums.standardError(index)
    let unit = Double(configuration.features) * log(2.0)
    add(name, fixedPoint(-sums.mean(index), 4), error.map { fixedPoint($0, 4) } ?? "", "nats")
    add(
      bits, fixedPoint(-sums.mean(index) / unit, 6), error.map { fixedPoint($0 / unit, 6) } ?? "",
      "bits")
  }
}
