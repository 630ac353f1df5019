import TensorIO
import TensorTool
import Tool

struct Settings {
  var showsFrames = false
  var isTabSeparated = false
}

let command = Command(
  name: "t-info", summary: "show what is in a tensor stream or a model", operands: "[FILE]",
  defaults: Settings(),
  options: [
    Option(flag: "frames", "f", "each frame, not their sum", \.showsFrames),
    Option(flag: "tsv", nil, "tab-separated values under one header line", \.isTabSeparated),
  ],
  examples: [
    "t-info model.t",
    "mnist2t train.gz | t-info --frames --tsv | cut -f 1-4",
  ])

command.run { settings, operands in
  var input = try TensorInput(operands.first)
  var hint = UnitHint()
  if settings.showsFrames {
    var listing = Listing(isTabSeparated: settings.isTabSeparated)
    while let frame = try input.next() {
      hint.add(frame)
      try show(listing.lines(of: frame))
    }
    try show(listing.remainder)
  } else {
    var summary = Summary()
    while let frame = try input.next() {
      hint.add(frame)
      guard summary.add(frame) else {
        throw input.refusal("more than \(Summary.nameLimit) different names so far; use --frames")
      }
    }
    try show(settings.isTabSeparated ? summary.table.tabSeparated : summary.readable)
  }
  if let message = hint.message { Diagnostic.report("t-info", subject: input.name, message) }
}
