import Tool

extension Drawing {
  /// Options of a tool that can write a file for each image.
  package static var fileOptions: [Option<Drawing>] {
    [
      Option("each", nil, "PREFIX", "a file each: PREFIX000000.png, ...", \.prefix) {
        try $0.file()
      }.refused { drawing -> String? in
        if drawing.output != nil { return "has no meaning with -o: PREFIX says where files go" }
        return drawing.columns != nil ? "has no meaning with --columns: there is no sheet" : nil
      },
      Option(flag: "by-id", nil, "with --each: names from the ids of the rows", \.isByID)
        .needs("has no meaning without --each") { $0.prefix != nil },
    ]
  }
}
