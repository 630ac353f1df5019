import PictureFiles
import TensorIO
import TensorTool
import Tool

/// Files on their way into one stream. Pictures have samples of 8 bits, or of 16 where the stream is f32.
struct Conversion<Element: Sample> {
  private typealias Read = Result<Raster<Element>, ToolError>

  private let files: [String]
  private let settings: Settings
  private let idSize: Int

  /// - Throws: `ToolError` with the status `usage` for a path that cannot be an id.
  init(_ files: [String], _ settings: Settings) throws(ToolError) {
    self.files = files
    self.settings = settings
    let longest = files.map(\.utf8.count).max() ?? 0
    idSize = settings.idSize ?? RowNames.width(ofLongest: longest)
    if idSize == 0 { return }
    for path in files {
      if let fault = RowNames.fault(of: path) {
        throw ToolError(.usage, path, "\(fault); rename it, or leave ids out: --id-bytes 0")
      }
      if path.utf8.count > idSize {
        throw ToolError(
          .usage, "--id-bytes", "\(idSize) is too little for \(path), expected \(path.utf8.count)")
      }
    }
  }

  func run() throws {
    let (files, read) = (files, Self.reader(settings))
    let tasks = OrderedTasks<Read>(
      files.count, threads: try threadCount(requested: settings.threads)
    ) { read(files[$0]) }
    defer { tasks.stop() }
    var output = try TensorOutput(settings.output)
    var rows = PictureRows<Element>(nameSize: idSize)
    let progress = Progress(quiet: settings.isQuiet, after: .seconds(1))
    var bad = 0
    for (number, path) in files.enumerated() {
      guard let result = tasks.next() else { break }
      switch result {
      case .success(let picture):
        try blaming(path) {
          if let frame = try rows.add(picture, name: path) { try output.write(frame) }
        }
      case .failure(let error):
        guard Self.isOfFile(error) else { throw error }
        guard settings.skipsBad else {
          // Of one file nothing would be left.
          let way = files.count > 1 ? "; to leave out and count such files: --skip-bad" : ""
          throw ToolError(error.status, error.subject, error.message + way)
        }
        bad += 1
        Diagnostic.report("img2t", subject: error.subject, error.message)
      }
      progress.update(Double(number + 1) / Double(files.count), "picture \(number + 1)")
    }
    if bad == files.count {
      throw ToolError(.badData, nil, "none of \(bad) files could be read")
    }
    if let frame = try blaming(files.last, { try rows.last() }) { try output.write(frame) }
    try output.finish()
    if bad > 0 {
      Diagnostic.report("img2t", "left out \(bad) of \(files.count) files, which could not be read")
    }
  }

  /// Whether an error is of a file, which others do not share.
  private static func isOfFile(_ error: ToolError) -> Bool {
    [.badData, .noInput, .inputOutput].contains(error.status)
  }

  /// What reads a file and makes it what the settings ask for, on any thread.
  private static func reader(_ settings: Settings) -> @Sendable (String) -> Read {
    let (decoding, fit, colours) = (settings.decoding, settings.fit, settings.colours)
    return { path in
      Result { () throws(ToolError) in
        let bytes = try PictureFile.read(path)
        return try blaming(path) {
          var decoding = decoding
          decoding.isAlone = path == "-"
          var picture = try decoding.picture(bytes, of: Element.self)
          if let fit { picture = fit(picture) }
          return colours.map { picture.converted(toChannels: $0 == .grey ? 1 : 3) } ?? picture
        }
      }
    }
  }
}

/// Runs `body`, and says of what it finds which file it is of.
private func blaming<Result>(
  _ path: String?, _ body: () throws -> Result
) throws(ToolError) -> Result {
  do {
    return try body()
  } catch let error as ToolError {
    throw error
  } catch {
    throw ToolError(.badData, path == "-" ? "standard input" : path, "\(error)")
  }
}
