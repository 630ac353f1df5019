import Datasets
import Kernels
import LatentFits
import Networks
import TensorIO
import TensorTool
import Tool
import VAETool

/// A normal distribution with a full covariance, in memory that the rows have no part in.
func fitGaussian(_ input: consuming TensorInput, _ settings: Settings) throws -> PriorFile {
  let name = input.name
  var fit: GaussianFit?
  try forEachCodes(input) { _, z, _ in
    guard z.shape[1] <= GaussianFit.mostDimensions else {
      throw VAEError(
        "tensor 'z' has \(z.shape[1]) dimensions, expected at most "
          + "\(GaussianFit.mostDimensions) to fit a normal distribution to")
    }
    if fit == nil { fit = GaussianFit(dimensions: z.shape[1]) }
    fit?.add(z.elements(of: Float.self))
  }
  return try blaming(name) {
    guard let fit else { throw VAEError("no rows in the stream") }
    return try fit.prior(seed: settings.seed)
  }
}

/// Of mixtures with these numbers of components, the one with the least Bayesian information criterion;
/// of equal ones, the first.
func fitMixtures(
  _ input: consuming TensorInput, _ counts: [Int], _ settings: Settings
) throws -> PriorFile {
  let (name, engine) = (input.name, try makeEngine(threads: settings.threads))
  var (values, width) = ([Float](), 0)
  try forEachCodes(input) { _, z, _ in
    width = z.shape[1]
    for count in counts { try MixtureFit.checkSize(count, dimensions: width) }
    values += z.elements(of: Float.self)
  }
  var options = MixtureFit.Settings()
  options.seed = settings.seed
  options.starts = settings.starts ?? options.starts
  options.iterations = settings.iterations ?? options.iterations
  options.tolerance = settings.tolerance ?? options.tolerance
  let report = Report(counts, starts: options.starts, quiet: settings.quiet)
  return try blaming(name) {
    let fit = try MixtureFit(values, dimensions: width, engine: engine, watch: report.watch)
    values = []
    var best: PriorFile?
    for count in counts {
      report.begin(count)
      let prior = try fit.fit(count, options, note: report.note)
      report.end(prior)
      if prior.criterion ?? .infinity < best?.criterion ?? .infinity { best = prior }
    }
    guard let best else { throw VAEError("the codes are too large to fit a mixture to") }
    return best
  }
}

/// The posteriors of some rows.
func fitAggregate(_ input: consuming TensorInput, _ settings: Settings) throws -> PriorFile {
  let name = input.name
  var fit: AggregateFit?
  try forEachCodes(input) { frame, z, row in
    let logVariances = try logVariances(frame, of: z, firstRow: row)
    if fit == nil {
      fit = AggregateFit(
        dimensions: z.shape[1], limit: settings.rows ?? 10_000, seed: settings.seed)
    }
    fit?.add(z.elements(of: Float.self), logVariances.elements(of: Float.self))
  }
  return try blaming(name) {
    guard var fit else { throw VAEError("no rows in the stream") }
    return try fit.prior()
  }
}

/// The tensor `z_logvar` beside `z`.
private func logVariances(_ frame: Frame, of z: Tensor, firstRow: Int) throws -> Tensor {
  guard let tensor = frame["z_logvar"] else {
    throw VAEError(
      "no tensor 'z_logvar': the aggregate posterior needs the variances that vae-encode writes "
        + "for a model with a normal posterior; use gaussian or gmm for other codes")
  }
  guard tensor.elementType == .f32, tensor.shape == z.shape else {
    throw VAEError(
      tensor,
      expected:
        "f32 \(z.shapeDescription) as 'z'; use gaussian or gmm where z is not all normal")
  }
  try Examples.checkFinite(tensor, firstRow: firstRow)
  return tensor
}

/// Calls `body` with the latents of each frame of a stream: the frame, and its tensor `z` of the width of
/// those before.
///
/// - Throws: `ToolError`, naming the frame.
private func forEachCodes(
  _ input: consuming TensorInput, _ body: (Frame, Tensor, Int) throws -> Void
)
  throws
{
  let name = input.name
  var width: Int?
  let rows = try input.forEachFrame { frame, row in
    let z = try frame.latents(firstRow: row, width: width)
    try body(frame, z, row)
    width = z.shape[1]
  }
  guard rows > 0 else { throw ToolError(.badData, name, "no rows in the stream") }
}
