import CSV
import Spool
import TensorIO
import TensorTool
import Tool

struct Settings {
  var form = CSVForm()
  var like: String?
  var isStored = false
  var isQuiet = false
  var output: String?
}

let command = Command(
  name: "csv2t", summary: "convert a table of text, such as CSV, to a tensor stream",
  operands: "[FILE]", defaults: Settings(),
  groups: [OptionGroup("Columns", columnOptions()), OptionGroup("Text", textOptions())],
  examples: [
    "csv2t --id plant --label species iris.csv > iris.t",
    "csv2t --like iris.t iris.csv | t2csv",
  ])

/// The columns of the stream or model at `path`.
func model(_ path: String) throws -> CSVModel {
  var input = try TensorInput(path)
  guard let frame = try input.next() else {
    throw ToolError(.badData, input.name, "no frame, expected one with the columns of a table")
  }
  guard let columns = frame.columns else {
    throw input.refusal("no '@!columns', expected a table, or a model of one, that csv2t began")
  }
  // To its end: it may have been cut, or have other columns later.
  while let other = try input.next() {
    guard let stamp = other[Columns.field], frame[Columns.field]?.isIdentical(to: stamp) == true
    else {
      throw input.refusal("other columns than in the first frame", tensor: Columns.field)
    }
  }
  var sizes: [String: Int] = [:]
  for column in columns.all where column.kind == .id || column.kind == .text {
    sizes[column.place] = frame[column.place]?.shape.last
  }
  return CSVModel(columns: columns, name: input.name, sizes: sizes)
}

command.run { given, operands in
  var settings = given
  try checkKept(operands.first, "FILE", output: settings.output)
  if let like = settings.like {
    try checkKept(like, "--like", output: settings.output)
    settings.form.model = try model(like)
  } else if settings.form.takesUnseen {
    throw ToolError(.usage, "--unseen", "has no meaning without --like")
  }
  let table = try CSVReader(operands.first, settings.form)
  for note in table.notes { Diagnostic.report("csv2t", note) }
  var output = try TensorOutput(settings.output, stored: settings.isStored)
  let progress = Progress(quiet: settings.isQuiet, after: .seconds(1))
  while let frame = try table.next() {
    try output.write(frame)
    if let share = table.share { progress.update(share, "row \(table.position)") }
  }
  try output.finish()
}
