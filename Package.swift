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

/// A library of ours, in the folder of its name.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], _ more: [SwiftSetting] = [])
  -> Target
{
  .target(name: name, dependencies: dependencies, swiftSettings: common + more)
}

/// A command-line tool: a short main file and the man page beside it.
func tool(_ name: String, _ libraries: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: libraries, exclude: ["\(name).1"], swiftSettings: common,
    linkerSettings: linked + (isStatic ? [.unsafeFlags(["-static-stdlib"])] : []))
}

/// A C library from Debian, reached through a module map.
func debian(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
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
    name: "KernelsV\(level)", dependencies: ["CPUFeatures", "Kernels"],
    swiftSettings: plain + [.define("KERNELS_V\(level)"), .unsafeFlags(flags)])
}

/// Every tool; tests that run them depend on them all.
let tools: [Target.Dependency] = [
  "latent-fit",
  "latent-grid",
  "latent-map",
  "latent-sample",
  "latent-walk",
  "mnist2t",
  "pnm2t",
  "t-auroc",
  "t-binarize",
  "t-cat",
  "t-corrupt",
  "t-info",
  "t-select",
  "t-shuffle",
  "t-slice",
  "t-split",
  "t2pgm",
  "t2ppm",
  "t2svm",
  "t2tsv",
  "tsv2t",
  "vae-decode",
  "vae-encode",
  "vae-fit",
  "vae-score",
]

/// The fuzzers are one program. It is linked by lld: gold fails where libFuzzer has a main function of its
/// own beside that of the program.
let fuzzers: [Target] = [
  .systemLibrary(name: "CFuzzer", path: "Tests/CFuzzer"),
  .executableTarget(
    name: "fuzz",
    dependencies: [
      "CFuzzer", "Found", "IDX", "InstructionSets", "Kernels", "PNM", "Tables", "TensorIO",
      "TensorTool",
      "Text",
      "Tool", "VAE", "Words",
    ], path: "Tests/Fuzzers", swiftSettings: common,
    linkerSettings: [.unsafeFlags(["-sanitize=address,fuzzer", "-use-ld=lld"])]),
]

let package = Package(
  name: "vaeutils",
  products: [.library(name: "TensorIO", targets: ["TensorIO"])],
  targets: [
    vectorCode("3"),
    vectorCode("4"),
    debian("CZstd", "libzstd", "libzstd-dev"),
    library("Found"),
    library("TensorIO", ["CZstd", "Found"], [.strictMemorySafety()]),
    .systemLibrary(name: "CGetopt"),
    library("Tool", ["CGetopt", "Found"]),
    library("Spool", ["Tool"]),
    library("TensorTool", ["Found", "TensorIO", "Tool"]),
    debian("CIsal", "libisal", "libisal-dev"),
    library("IDX", ["CIsal", "Found", "TensorIO", "Tool"]),
    tool("mnist2t", ["IDX", "TensorIO", "TensorTool", "Tool"]),
    tool("t-info", ["TensorIO", "TensorTool", "Tool"]),
    library("Pictures", ["TensorIO", "TensorTool", "Tool"]),
    library("PNM", ["Found", "TensorIO", "Tool"]),
    tool("pnm2t", ["PNM", "TensorTool", "Tool"]),
    tool("t2pgm", ["Pictures", "Tool"]),
    tool("t2ppm", ["Pictures", "Tool"]),
    tool(
      "t-binarize", ["Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool"]),
    tool(
      "vae-score", ["Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool"]),
    tool(
      "t-corrupt",
      ["Found", "Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool", "Words"]),
    tool("t2svm", ["TensorIO", "TensorTool", "Tool"]),
    library("Text", ["Found", "Tool"]),
    tool("t-auroc", ["Text", "Tool"]),
    tool("t-select", ["TensorIO", "TensorTool", "Text", "Tool"]),
    tool("t2tsv", ["Found", "TensorIO", "TensorTool", "Tool"]),
    library("Tables", ["Found", "TensorIO", "Text", "Tool"]),
    tool("tsv2t", ["Found", "Tables", "TensorIO", "TensorTool", "Tool"]),
    tool("t-cat", ["TensorIO", "TensorTool", "Tool"]),
    tool("t-shuffle", ["Kernels", "Spool", "TensorIO", "TensorTool", "Tool"]),
    tool("t-slice", ["Found", "TensorIO", "TensorTool", "Tool"]),
    tool("t-split", ["TensorIO", "TensorTool", "Tool"]),
    .target(
      name: "ToolSandbox", dependencies: ["TensorIO"], path: "Tests/ToolSandbox",
      swiftSettings: common),
    tests("FoundTests", ["Found"]),
    tests("SpoolTests", ["Spool", "Tool"]),
    tests(
      "ToolTests",
      ["Found", "Kernels", "TensorIO", "Tool", "ToolSandbox", "VAE", "Words", "mutations"] + tools),
    tests("PipelineTests", ["TensorIO", "ToolSandbox", "mutations"] + tools),
    .executableTarget(
      name: "mutations",
      dependencies: [
        "CZstd", "InstructionSets", "Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool",
      ],
      path: "Tests/Mutations", swiftSettings: common, linkerSettings: linked),
    tests("TensorIOTests", ["CZstd", "TensorIO"]),
    .systemLibrary(name: "CPUFeatures"),
    library("Words", ["Found"]),
    library("Kernels", ["CPUFeatures", "Words"]),
    library("InstructionSets", ["CPUFeatures", "Found", "Kernels", "KernelsV3", "KernelsV4"]),
    library("VAE", ["Found", "Kernels", "TensorIO", "Words"]),
    library("VAETool", ["InstructionSets", "Kernels", "TensorIO", "TensorTool", "Tool", "VAE"]),
    tool(
      "vae-fit",
      [
        "Found", "Kernels", "Spool", "TensorIO", "TensorTool", "Tool", "VAE",
        "VAETool", "Words",
      ]),
    tool(
      "vae-encode", ["Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool"]),
    tool(
      "vae-decode", ["Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool"]),
    tool("kernel-bench", ["Kernels", "Tool", "VAETool"]),
    tool(
      "latent-fit",
      ["Found", "Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool", "Words"]),
    tool(
      "latent-sample", ["Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool"]),
    tool("latent-grid", ["Tool", "VAE", "VAETool"]),
    tool("latent-map", ["Kernels", "TensorIO", "TensorTool", "Tool", "VAE", "VAETool"]),
    tool("latent-walk", ["TensorIO", "TensorTool", "Tool", "VAE", "VAETool"]),
    .target(
      name: "KernelPaths", dependencies: ["InstructionSets", "Kernels"], path: "Tests/KernelPaths",
      swiftSettings: common),
    tests("KernelsTests", ["InstructionSets", "KernelPaths", "Kernels"]),
    tests("VAETests", ["InstructionSets", "KernelPaths", "Kernels", "TensorIO", "VAE", "Words"]),
  ] + (isFuzzing ? fuzzers : [])
)
