import Tool

extension Drawing {
  /// Options of a tool that can write a file for each image.
  package static var fileOptions: [Option<Drawing>] {
    [
      Option("each", nil, "PREFIX", "a file each: PREFIX000000.png, ...", \.prefix) {
        try $0.file()
      }
      .needs("has no meaning with -o: PREFIX says where files go") { $0.output == nil }
      .needs("has no meaning with --columns: there is no sheet") { $0.columns == nil },
      Option(flag: "by-id", nil, "with --each: names from the ids of the rows", \.isByID)
        .needs("has no meaning without --each") { $0.prefix != nil },
    ]
  }
}
