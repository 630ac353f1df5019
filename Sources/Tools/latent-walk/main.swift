import LatentFits
import Tool
import VAETool

struct Settings {
  var rows: [ClosedRange<Int>]?
  var steps = 10
  var isSpherical = false
  var inPairs = false
  var traverse: Dimensions?
  var range: ClosedRange<Double>?
  var latent: Int?
  var output: String?
}

let aroundCodes = "has no meaning with --traverse"
let alongDimensions = "has a meaning only with --traverse"

let legs: [Option<Settings>] = [
  Option("rows", "r", "RANGES", "which rows, as in 0-9,20", \.rows, default: "all; with -t, 0") {
    try $0.ranges()
  }
  .needs("has no meaning with -z: there are no codes to choose from") { $0.latent == nil },
  Option("steps", "n", "N", "points of each leg, both ends included", \.steps) {
    try $0.integer(in: 2...65_536)
  },
  Option(flag: "spherical", nil, "along great circles, not straight", \.isSpherical)
    .needs(aroundCodes) { $0.traverse == nil },
  Option(flag: "pairs", nil, "legs 0 to 1, 2 to 3, not 0 to 1 to 2", \.inPairs)
    .needs(aroundCodes) { $0.traverse == nil },
]

let lines: [Option<Settings>] = [
  Option("traverse", "t", "DIMS", "one dimension after the other: all, or as 0-9,20", \.traverse) {
    try Dimensions($0)
  },
  Option("range", nil, "LOW,HIGH", "where such a dimension runs", \.range, default: "-3,3") {
    try $0.interval()
  }
  .needs(alongDimensions) { $0.traverse != nil },
  Option("latent", "z", "N", "run around the origin of N dimensions, without CODES", \.latent) {
    try $0.integer(in: 1...65_536)
  }
  .needs(alongDimensions) { $0.traverse != nil },
]

let command = Command(
  name: "latent-walk", summary: "make paths through the latent space", operands: "[CODES]",
  defaults: Settings(), options: legs + lines + [.output(\.output)],
  examples: [
    "latent-walk -r 0-4 codes.t | vae-decode model.t | t2pgm -c 10 > walk.pgm",
    "latent-walk -t all -z 20 | vae-decode model.t | t2pgm -c 10 > dims.pgm",
  ])

command.run { settings, operands in
  if settings.latent != nil, let codes = operands.first {
    throw ToolError(.usage, codes, "is not read with -z, which runs around the origin")
  }
  var output = try LatentOutput(settings.output)
  if let dimensions = settings.traverse {
    let values = (settings.range ?? -3...3).steps(settings.steps)
    if let width = settings.latent {
      let origin = Point(row: 0, z: Array(repeating: 0, count: width), label: nil)
      try output.traverse(
        try dimensions.numbers(width: width, of: "-z \(width)"), from: origin, over: values)
    } else {
      try visitPoints(of: operands.first, rows: settings.rows ?? [0...0]) { point, name in
        try output.traverse(
          try dimensions.numbers(width: point.z.count, of: name), from: point, over: values)
      }
    }
  } else {
    try output.walk(settings, through: operands.first)
  }
  try output.finish()
}
