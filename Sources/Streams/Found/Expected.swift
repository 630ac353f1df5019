/// What a tool reads, for the message about what it was given instead.
package enum Expected: Sendable {
  case stream
  case idx
  case picture
  case numpy
  /// A PNG or JPEG file.
  case image
  case safeTensors
  /// A table of text with columns of several kinds.
  case csv
  /// Lines of numbers that become rows.
  case table
  /// Lines of text for another purpose, such as numbers of rows: no table of data helps there.
  case lines

  package var name: String {
    switch self {
    case .stream: "a tensor stream"
    case .idx: "IDX data"
    case .picture: "a binary PGM or PPM picture"
    case .numpy: "a NumPy array"
    case .image: "a PNG or JPEG picture"
    case .safeTensors: "a safetensors file"
    case .csv: "a table of text, such as CSV"
    case .table, .lines: "lines of text"
    }
  }

  /// The tool that reads it, where there is one.
  var tool: String {
    switch self {
    case .stream, .lines: "…"
    case .idx: "mnist2t"
    case .picture: "pnm2t"
    case .numpy: "npy2t"
    case .image: "img2t"
    case .safeTensors: "safetensors2t"
    case .table: "tsv2t"
    case .csv: "csv2t"
    }
  }
}
