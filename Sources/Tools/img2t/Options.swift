import PNM
import PictureFiles
import Tool

/// What a picture becomes.
func fittingOptions() -> [Option<Settings>] {
  let fit = Option<Settings>(
    "fit", nil, "crop|pad|stretch", "the way of --size", \.way, default: "crop"
  ) {
    try $0.choice()
  }
  let filter = Option<Settings>(
    "filter", nil, "FILTER", "one of nearest, box, bilinear, bicubic", \.filter,
    listing: Listing("Filters", ResampleFilter.allCases.map { .init($0.rawValue, $0.meaning) }),
    default: "bilinear"
  ) { try $0.choice() }
  let draft = Option<Settings>(
    flag: "draft", nil, "decode JPEG no larger than --size needs", \.isDraft)
  let noSize = "has no meaning without --size"
  return [
    Option("size", "s", "WxH", "fit pictures to that size", \.size, default: "theirs") {
      try PictureSize($0)
    },
    fit.needs(noSize) { $0.size != nil },
    filter.needs(noSize) { $0.size != nil },
    draft.needs(noSize) { $0.size != nil },
    Option(
      "background", nil, "COLOUR", "behind and around them, as ff8000", \.background,
      default: "black"
    ) { try Background($0) },
    Option("colours", nil, "grey|rgb", "make all so", \.colours, default: "as they are") {
      try $0.choice()
    },
  ]
}

/// How files are read and rows are written.
func readingOptions() -> [Option<Settings>] {
  [
    Option(flag: "f32", nil, "write f32 from 0 to 1, which keep 16 bits", \.isFloat),
    Option(flag: "skip-bad", nil, "leave out and count what cannot be read", \.skipsBad),
    Option("most-pixels", nil, "N", "refuse larger pictures", \.mostPixels) {
      try $0.integer(in: 1...1 << 30)
    },
    Option("id-bytes", nil, "N", "room for a path, 0 for no ids", \.idSize, default: "as needed") {
      try $0.integer(in: 0...4096)
    },
    .threads(\.threads),
    .quiet(\.isQuiet),
    .output(\.output),
  ]
}
