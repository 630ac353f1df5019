import Datasets
import Found
import Kernels
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

/// All rows of a stream, in memory or in a temporary file.
///
/// - Parameter other: data whose examples these must be like.
/// - Throws: `ToolError`: the stream's faults, frames without fitting data, no rows at all, no room in the
///   folder of `--spool`.
func readDataset(
  _ path: String?, _ settings: Settings, like other: (data: Dataset, name: String)? = nil
) throws -> (data: Dataset, name: String) {
  var input = try TensorInput(path)
  let name = input.name
  var data = Dataset(
    labels: settings.model.isConditional,
    digest: settings.run.checkpoint != nil || settings.run.resume != nil,
    scales: !settings.model.scaling.isNone,
    file: try settings.run.spool.map { try SpooledRows(in: $0) })
  let binarizes = settings.training.binarization != nil
  var hint = UnitHint()
  var channelsFirst: String?
  var further = FurtherColumns(other?.data.columns)
  try input.forEachFrame { frame, _ in
    hint.add(frame)
    further.add(frame)
    var frame = frame
    if let (like, _) = other {
      frame = try frame.arranged(like: like.columns)
      if settings.model.isConditional {
        frame = try frame.withClasses(like: like.columns, firstRow: data.count)
      }
    }
    channelsFirst = channelsFirst ?? frame["x"]?.channelsFirstHint
    // Before the numbers: where the shape is another, they are of something else.
    if let (like, source) = other, let x = frame["x"], x.shape.count > 1,
      Array(x.shape.dropFirst()) != like.exampleShape
    {
      throw ToolError(
        .badData, name,
        "examples are \(Shape.describe(x.shape.dropFirst())), "
          + "expected \(Shape.describe(like.exampleShape)) as in \(source)")
    }
    try data.append(frame, likelihood: settings.model.likelihood, asProbability: binarizes)
  }
  guard data.count > 0 else {
    throw ToolError(.badData, name, "no rows in the stream, expected at least one")
  }
  try data.finish()
  if let category = data.columns?.category {
    throw ToolError(.badData, name, category.refusal)
  }
  if let message = hint.message { Diagnostic.report("vae-fit", subject: name, message) }
  if let message = further.message { Diagnostic.report("vae-fit", subject: name, message) }
  if let channelsFirst {
    Diagnostic.report(
      "vae-fit", subject: name,
      "'x' is \(Shape.describeRows(of: data.exampleShape)), channels last: \(channelsFirst)")
  }
  if let unknown = data.classes.probableUnknown {
    Diagnostic.report(
      "vae-fit", subject: name,
      "labels of \(unknown) beside \(data.classes.met.count - 1) other classes often mean unknown: "
        + "t-select --not --label \(unknown) drops their rows")
  }
  let pixels = data.pixels(under: settings.model.likelihood)
  if binarizes, pixels.isStamp {
    throw ToolError(
      .usage, "--binarize", "has no meaning with \(name): its data are binarised (\(pixels))")
  }
  return (data, name)
}

/// The model whose features `--perceptual` compares; nil where that is not asked for.
///
/// - Throws: `ToolError`: of the file, or if its encoder has no features of such examples.
func readFeatures(_ settings: Settings, for data: Dataset) throws -> PerceptualLoss? {
  guard let path = settings.perceptual else { return nil }
  let model = try ModelFile(path: path).model
  return try blaming(path == "-" ? "standard input" : path) {
    try PerceptualLoss(
      model, name: path, weight: settings.perceptualWeight, exampleShape: data.exampleShape,
      unit: data.unit)
  }
}

/// An objective that compares the rows of a step needs as many: of fewer nothing would be asked, and the figures
/// would lack what they are to tell.
///
/// - Throws: `ToolError` with the status `badData`.
func checkRows(_ data: Dataset, _ name: String, _ objective: any LatentObjective) throws(ToolError)
{
  let least = objective.leastExamples
  guard data.count < least else { return }
  throw ToolError(
    .badData, name,
    "\(data.count == 1 ? "1 row" : "\(data.count) rows"), expected at least \(least): "
      + "--objective \(objective) compares rows with each other")
}

/// The validation data must be of the same kind as the data; that their examples have the same shape was seen when
/// they were read.
///
/// - Throws: `ToolError`.
func checkValidation(
  _ validation: Dataset, _ name: String, like data: Dataset, _ dataName: String,
  likelihood: Likelihood
) throws(ToolError) {
  if let unit = data.unit,
    let fault = unitFault(
      validation.unit, unit, source: "expected", place: " as in \(dataName)")
  {
    throw ToolError(.badData, name, fault)
  }
  if let fault = data.pixels(under: likelihood).fault(ofData: validation.stamp) {
    throw ToolError(.badData, name, fault)
  }
  let classes = data.classes
  if let row = validation.labels.firstIndex(where: { !classes.contains(Int64($0)) }) {
    throw ToolError(
      .badData, name,
      "tensor 'y', row \(row): \(validation.labels[row]), expected \(classes.description) as in \(dataName)"
    )
  }
}
