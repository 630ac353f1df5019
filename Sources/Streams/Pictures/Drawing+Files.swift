import Tool

extension Drawing {
  /// Options of a tool that can write a file for each image.
  package static var fileOptions: [Option<Drawing>] {
    [
      Option("each", nil, "PREFIX", "a file each: PREFIX000000.png, ...", \.prefix) {
        try $0.file()
      },
      Option(flag: "by-id", nil, "with --each: names from the ids of the rows", \.isByID),
    ]
  }

  /// - Throws: `ToolError` with the status `usage` for what has no meaning with a file for each image, or without.
  func checkFiles() throws(ToolError) {
    if prefix == nil, isByID {
      throw ToolError(.usage, "--by-id", "has no meaning without --each")
    }
    if prefix != nil, output != nil {
      throw ToolError(.usage, "--each", "has no meaning with -o: PREFIX says where files go")
    }
    if prefix != nil, columns != nil {
      throw ToolError(.usage, "--each", "has no meaning with --columns: there is no sheet")
    }
  }
}
