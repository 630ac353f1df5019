import TensorIO
import TensorTool
import Text
import Tool

/// Reads lines of numbers and writes them as rows, in frames of about 1 MiB.
func convert<Number: TableNumber>(
  _ path: String?, _ settings: Settings, as _: Number.Type
) throws {
  var reader = try LineReader(path)
  var output = try TensorOutput(settings.output)
  if settings.hasHeader { _ = try reader.next() }
  var table: Table<Number>?
  while try reader.next() {
    reader.split(at: settings.separator)
    var rows = try table ?? Table(settings, firstLine: reader)
    table = nil
    try rows.add(reader)
    if rows.isFull { try output.write(rows.takeFrame()) }
    table = rows
  }
  if var rows = table, !rows.isEmpty { try output.write(rows.takeFrame()) }
  try output.finish()
}
