// swift-tools-version: 6.3
import PackageDescription

/// Whether the fuzzers are built, as `pipelines/fuzz.sh` asks: then all code but the vector code counts
/// its edges and watches its memory.
let isFuzzing = Context.environment["VAEUTILS_FUZZ"] != nil

/// `address` or `thread`, as `make sanitize` asks. The vector code then traps where arithmetic overflows or an
/// index is out of range, as all other code always does.
let sanitizer = Context.environment["VAEUTILS_SANITIZE"]

/// The vector code that the thread sanitizer leaves alone. It makes an epoch take fifty times as long; so the
/// tools run with this level, and tests that choose the other one are watched in the same source.
let unwatchedKernels = sanitizer == "thread" ? Context.environment["VAEUTILS_UNWATCHED"] : nil

/// Whether tools carry the Swift runtime in them, as `make install` asks. Only they are linked anew then.
let isStatic = Context.environment["VAEUTILS_STATIC"] != nil

let sanitizing = sanitizer.map { ["-sanitize=\($0)"] } ?? []

/// Settings that every Swift target of the package shares.
let plain: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Those of all targets but the vector code.
let common =
  plain + (sanitizing.isEmpty ? [] : [.unsafeFlags(sanitizing)])
  + (isFuzzing ? [.unsafeFlags(["-sanitize=address,fuzzer", "-enable-testing"])] : [])

/// Those of all programs.
let linked: [LinkerSetting] = sanitizing.isEmpty ? [] : [.unsafeFlags(sanitizing)]

/// A room under `Sources`: the order is that of the data's way, and imports go from a room to those before it.
enum Room: String {
  /// Module maps of C libraries.
  case c = "C"
  /// Bytes, tensors and the command line; no arithmetic.
  case streams = "Streams"
  /// Arithmetic over borrowed memory; no files, no models.
  case compute = "Compute"
  /// Networks, training, model files, and models as tools open them.
  case models = "Models"
  /// A folder for each tool, with its man page.
  case tools = "Tools"

  func path(_ name: String) -> String { "Sources/\(rawValue)/\(name)" }
}

/// A library of ours, in the folder of its name.
func library(
  _ room: Room, _ name: String, _ dependencies: [Target.Dependency] = [],
  _ more: [SwiftSetting] = [], embedding files: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: room.path(name),
    resources: files.map { .embedInCode($0) }, swiftSettings: common + more)
}

/// A command-line tool: a short main file and the man page beside it.
func tool(_ name: String, _ libraries: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: libraries, path: Room.tools.path(name), exclude: ["\(name).1"],
    swiftSettings: common,
    linkerSettings: linked + (isStatic ? [.unsafeFlags(["-static-stdlib"])] : []))
}

/// What tools of streams stand on, and those of models and of latents beside it.
let streamTool: [Target.Dependency] = ["Found", "TensorIO", "TensorTool", "Tool"]
let modelTool: [Target.Dependency] =
  streamTool + ["Datasets", "Kernels", "Networks", "VAE", "VAETool", "Words"]
let latentTool: [Target.Dependency] = modelTool + ["LatentFits"]

/// What models stand on.
let arithmetic: [Target.Dependency] = ["Found", "Kernels", "TensorIO", "Words"]

/// A C library, reached through a module map: from Debian, where a package is named.
func cLibrary(_ name: String, _ pkgConfig: String? = nil, _ package: String? = nil) -> Target {
  .systemLibrary(
    name: name, path: Room.c.path(name), pkgConfig: pkgConfig,
    providers: package.map { [.apt([$0])] })
}

/// What only tests do, such as their plain references, is not watched by the thread sanitizer: one thread does it.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude,
    swiftSettings: sanitizer == "thread" ? plain : common, linkerSettings: linked)
}

/// The vector code, compiled once for each instruction set: the folders `KernelsV3` and `KernelsV4` are
/// symbolic links to `SIMDKernels`. One source, two modules, chosen at run time by `InstructionSets`. On
/// processors other than x86-64 the two are the same, and `KernelsV3` serves.
func vectorCode(_ level: String) -> Target {
  var flags = sanitizer == nil ? ["-Ounchecked"] : level == unwatchedKernels ? [] : sanitizing
  flags += ["-Xcc", "-fno-math-errno"]
  #if arch(x86_64)
    flags += ["-Xcc", "-march=x86-64-v\(level)"]
  #endif
  return .target(
    name: "KernelsV\(level)", dependencies: ["CPUFeatures", "CVectors", "Kernels"],
    path: Room.compute.path("KernelsV\(level)"),
    swiftSettings: plain + [.define("KERNELS_V\(level)"), .unsafeFlags(flags)])
}

/// Every tool; tests that run them depend on them all.
let tools: [Target.Dependency] = [
  "csv2t",
  "img2t",
  "latent-fit",
  "latent-grid",
  "latent-map",
  "latent-sample",
  "latent-walk",
  "mnist2t",
  "npy2t",
  "pnm2t",
  "safetensors2t",
  "t-auroc",
  "t-binarize",
  "t-cat",
  "t-corrupt",
  "t-info",
  "t-select",
  "t-shuffle",
  "t-slice",
  "t-split",
  "t2csv",
  "t2npy",
  "t2pgm",
  "t2png",
  "t2ppm",
  "t2safetensors",
  "t2svm",
  "t2tsv",
  "tsv2t",
  "vae-decode",
  "vae-encode",
  "vae-export",
  "vae-fit",
  "vae-import",
  "vae-score",
]

/// The fuzzers are one program. It is linked by lld: gold fails where libFuzzer has a main function of its
/// own beside that of the program.
let fuzzers: [Target] = [
  .systemLibrary(name: "CFuzzer", path: "Tests/CFuzzer"),
  .executableTarget(
    name: "fuzz",
    dependencies: [
      "CFuzzer", "CSV", "CTurboJPEG", "Datasets", "Export", "Found", "IDX", "InstructionSets",
      "Kernels",
      "LatentFits", "Networks", "NumPy", "NumberTypes", "PNM", "PictureFiles", "SafeTensors",
      "Tables", "TensorIO", "TensorTool", "Text", "Tool", "Training", "VAE", "Words",
    ], path: "Tests/Fuzzers", swiftSettings: common,
    linkerSettings: [.unsafeFlags(["-sanitize=address,fuzzer", "-use-ld=lld"])]),
]

let package = Package(
  name: "vaeutils",
  products: [.library(name: "TensorIO", targets: ["TensorIO"])],
  targets: [
    cLibrary("CGetopt"),
    cLibrary("CIsal", "libisal", "libisal-dev"),
    cLibrary("CJansson", "jansson", "libjansson-dev"),
    cLibrary("CPUFeatures"),
    cLibrary("CSpng", "spng", "libspng-dev"),
    cLibrary("CTurboJPEG", "libturbojpeg", "libturbojpeg0-dev"),
    cLibrary("CVectors"),
    cLibrary("CZstd", "libzstd", "libzstd-dev"),

    library(.streams, "Found"),
    library(.streams, "Words", ["Found"]),
    library(.streams, "TensorIO", ["CZstd", "Found"], [.strictMemorySafety()]),
    library(.streams, "Tool", ["CGetopt", "Found"]),
    library(.streams, "Spool", ["Tool"]),
    library(.streams, "ZIP", ["CIsal", "Found", "Spool", "Tool"]),
    library(.streams, "TensorTool", ["Found", "TensorIO", "Tool"]),
    library(.streams, "NumberTypes", ["TensorIO", "TensorTool", "Tool"]),
    library(.streams, "IDX", ["CIsal", "Found", "Spool", "TensorIO", "Tool"]),
    library(
      .streams, "NumPy",
      ["Found", "NumberTypes", "Spool", "TensorIO", "TensorTool", "Tool", "ZIP"]),
    library(.streams, "PNM", ["Found", "TensorIO", "Tool"]),
    library(.streams, "PictureFiles", ["CSpng", "CTurboJPEG", "Found", "PNM", "TensorIO", "Tool"]),
    library(.streams, "Text", ["Found", "Tool"]),
    library(.streams, "Tables", ["Found", "TensorIO", "Text", "Tool"]),
    library(.streams, "CSV", ["CZstd", "Found", "IDX", "Spool", "TensorIO", "Text", "Tool"]),
    library(.streams, "Pictures", ["CSpng", "TensorIO", "TensorTool", "Tool"]),
    library(
      .streams, "SafeTensors",
      ["CJansson", "Found", "NumberTypes", "Spool", "TensorIO", "TensorTool", "Tool"]),

    library(.compute, "Kernels", ["CPUFeatures", "Words"]),
    vectorCode("3"),
    vectorCode("4"),
    library(
      .compute, "InstructionSets", ["CPUFeatures", "Found", "Kernels", "KernelsV3", "KernelsV4"]),

    library(.models, "Networks", arithmetic),
    library(.models, "Datasets", arithmetic + ["Networks"]),
    library(.models, "LatentFits", arithmetic + ["Datasets", "Networks"]),
    library(.models, "VAE", arithmetic + ["Datasets", "Networks"]),
    library(.models, "Training", arithmetic + ["Datasets", "Networks", "VAE"]),
    library(
      .models, "Export",
      arithmetic + ["Datasets", "Networks", "NumberTypes", "SafeTensors", "Tool", "VAE"],
      embedding: ["decoder.js", "explorer.html", "explorer.js"].map { "Page/\($0)" }),
    library(
      .models, "VAETool",
      arithmetic + [
        "Datasets", "InstructionSets", "LatentFits", "Networks", "TensorTool", "Tool", "VAE",
      ]),

    tool("csv2t", streamTool + ["CSV", "Spool"]),
    tool("img2t", streamTool + ["PictureFiles", "PNM"]),
    tool("mnist2t", streamTool + ["IDX"]),
    tool("npy2t", streamTool + ["NumPy", "Spool"]),
    tool("pnm2t", streamTool + ["PNM"]),
    tool("tsv2t", streamTool + ["Tables"]),
    tool("safetensors2t", streamTool + ["SafeTensors", "Spool"]),
    tool("t-auroc", ["Text", "Tool"]),
    tool("t-binarize", modelTool),
    tool("t-cat", streamTool),
    tool("t-corrupt", modelTool),
    tool("t-info", streamTool),
    tool("t-select", streamTool + ["Text"]),
    tool("t-shuffle", streamTool + ["Kernels", "Spool"]),
    tool("t-slice", streamTool),
    tool("t-split", streamTool),
    tool("t2csv", streamTool + ["CSV"]),
    tool("t2npy", streamTool + ["NumPy", "Spool"]),
    tool("t2pgm", ["Pictures", "Tool"]),
    tool("t2png", ["Pictures", "Tool"]),
    tool("t2ppm", ["Pictures", "Tool"]),
    tool("t2safetensors", streamTool + ["SafeTensors", "Spool"]),
    tool("t2svm", streamTool),
    tool("t2tsv", streamTool),
    tool("vae-export", modelTool + ["Export"]),
    tool("vae-import", modelTool + ["Export", "SafeTensors", "Spool"]),
    tool("vae-fit", modelTool + ["Spool", "Training"]),
    tool("vae-encode", modelTool),
    tool("vae-decode", modelTool),
    tool("vae-score", modelTool),
    tool("latent-fit", latentTool),
    tool("latent-grid", latentTool),
    tool("latent-map", latentTool),
    tool("latent-sample", latentTool),
    tool("latent-walk", latentTool),

    .target(
      name: "ToolSandbox", dependencies: ["TensorIO"], path: "Tests/ToolSandbox",
      swiftSettings: common),
    .target(
      name: "KernelPaths", dependencies: ["InstructionSets", "Kernels"], path: "Tests/KernelPaths",
      swiftSettings: common),
    .executableTarget(
      name: "mutations",
      dependencies: [
        "CZstd", "InstructionSets", "Kernels", "TensorIO", "TensorTool", "Tool", "Datasets",
        "LatentFits", "Networks", "Training", "VAE", "VAETool",
      ],
      path: "Tests/Mutations", swiftSettings: common, linkerSettings: linked),
    .executableTarget(
      name: "kernel-bench", dependencies: ["Kernels", "Tool", "VAETool"],
      path: "Tests/KernelBench", swiftSettings: common, linkerSettings: linked),
    tests("FoundTests", ["Found"]),
    tests("SpoolTests", ["Spool", "Tool"]),
    tests(
      "NumPyTests", ["CIsal", "NumPy", "NumberTypes", "Spool", "TensorIO", "Tool", "ZIP"]),
    tests("TensorIOTests", ["CZstd", "TensorIO"]),
    tests("KernelsTests", ["InstructionSets", "KernelPaths", "Kernels"]),
    tests(
      "VAETests",
      arithmetic + [
        "Datasets", "InstructionSets", "KernelPaths", "LatentFits", "Networks", "Training", "VAE",
      ]),
    tests(
      "ToolTests",
      [
        "Found", "Kernels", "TensorIO", "Tool", "ToolSandbox", "Datasets", "LatentFits", "Networks",
        "Training", "VAE", "Words", "kernel-bench", "mutations",
      ] + tools),
    tests("PipelineTests", ["TensorIO", "ToolSandbox", "mutations"] + tools),
  ] + (isFuzzing ? fuzzers : [])
)
