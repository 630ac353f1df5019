import Datasets
import TensorIO
import TensorTool
import Tool
import VAE
import Words

/// Where scores go, in the form that was asked for.
struct Sink: ~Copyable {
  private let names: [String]
  private var tensors: TensorOutput?
  private var text: OutputFile?
  private var sums: MetricSums?

  /// - Throws: `ToolError`.
  init(_ settings: Settings, names: [String]) throws {
    self.names = names
    if settings.form == .tensors {
      tensors = try TensorOutput(settings.output)
    } else {
      text = try OutputFile(settings.output, hint: nil)
    }
    if settings.form == .means { sums = MetricSums() }
  }

  /// - Parameter frame: where the rows are from; what it has beside the data goes along.
  /// - Throws: `ToolError` and `StreamError`.
  mutating func write(_ scores: Scores, of frame: Frame) throws {
    let columns = scores.columns
    let rows = columns[0].count
    if sums != nil {
      sums?.add(columns)
    } else if tensors != nil {
      let figures = zip(names, columns).map { Tensor($0, shape: [rows], $1) }
      let kept = frame.tensors(without: ["x", Frame.unitField] + names)
      try tensors?.write(try Frame(figures + kept))
    } else {
      var lines = ""
      for row in 0..<rows {
        lines += columns.map { "\($0[row])" }.joined(separator: "\t") + "\n"
      }
      try text?.write(lines.utf8Span.span.bytes)
    }
  }

  /// - Parameter source: for the figures that are not those of rows.
  /// - Throws: `ToolError`.
  consuming func finish(_ source: Source, name: String) throws {
    if let sums {
      guard sums.rows > 0 else {
        throw ToolError(.badData, name, "no rows in the stream, expected at least one")
      }
      try text?.write(report(sums, names: names, source).utf8Span.span.bytes)
    }
    try tensors.take()?.finish()
    try text.take()?.finish()
  }
}
