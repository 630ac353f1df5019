import Tables
import TensorTool
import Tool

/// Reads lines of numbers and writes them as rows.
func convert<Number: TableNumber>(
  _ path: String?, _ settings: Settings, as _: Number.Type
) throws {
  var table = try TableReader(path, settings.form, of: Number.self)
  var output = try TensorOutput(settings.output)
  while let frame = try table.next() { try output.write(frame) }
  try output.finish()
}
