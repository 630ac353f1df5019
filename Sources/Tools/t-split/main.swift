import TensorIO
import TensorTool
import Tool

struct Settings {
  var rows: Int?
  var frames: Int?
  var shards: Int?
  var prefix = "shard-"
}

let command = Command(
  name: "t-split", summary: "cut a stream into files, each a stream", operands: "[FILE]",
  defaults: Settings(),
  options: [
    Option("rows", "r", "N", "N rows in each file", \.rows) { try $0.integer(in: 1...Int.max) },
    Option("frames", "f", "N", "N frames in each file", \.frames) {
      try $0.integer(in: 1...Int.max)
    },
    Option("shards", "k", "N", "N files of equal size; FILE is read twice", \.shards) {
      try $0.integer(in: 1...Shards.most)
    },
    Option("prefix", "p", "PREFIX", "names are PREFIX00000.t, ...", \.prefix) { try $0.file() },
  ],
  examples: [
    "mnist2t train.gz | t-split --rows 300",
    "t-split --shards 4 --prefix part- train.t && t-cat part-*.t > joined.t",
  ])

command.run { settings, operands in
  let cut = try Cut(settings, operands.first)
  var input = try TensorInput(operands.first)
  var shards = Shards(prefix: settings.prefix)
  var layout: RowLayout?
  var row = 0
  while let frame = try input.next() {
    let known = try layout ?? RowLayout(frame, from: input)
    if layout == nil { shards.empty = try input.rows(0..<0, of: frame) }
    layout = known
    let count = try known.rows(of: frame, from: input)
    if case .frames(let size) = cut {
      try shards.write(frame)
      if shards.frames == size { try shards.end() }
      continue
    }
    try shards.end(whereFull: cut, after: row)
    var first = 0
    while first < count {
      let last = min(count, first + cut.end(of: shards.number) - row)
      guard first < last else { throw cut.change(of: input) }
      try shards.write(try input.rows(first..<last, of: frame))
      row += last - first
      first = last
      try shards.end(whereFull: cut, after: row)
    }
  }
  if case .shards(_, let total) = cut, row != total { throw cut.change(of: input) }
  try shards.end(whereFull: cut, after: row)
  try shards.finish()
}
