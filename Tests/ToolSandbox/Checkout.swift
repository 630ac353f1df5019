package import Foundation

/// Where things are: the source tree, the built programs, the tools.
package enum Checkout {
  /// The top of the source tree.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the built tools, which is that of the test program.
  package static let binaries = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// Every tool of the package: a folder in `Sources/Tools` with a man page of its name.
  package static let tools: [String] = {
    let sources = root.appending(path: "Sources/Tools")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: manPage(of: $0).path) }.sorted()
  }()

  package static func manPage(of tool: String) -> URL {
    root.appending(path: "Sources/Tools/\(tool)/\(tool).1")
  }

  /// Whether a program of the system is installed.
  package static func has(_ program: String) -> Bool {
    ["/usr/bin", "/bin", "/usr/local/bin"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  /// What `make sanitize` tells the tools, which watch their memory or their threads then; else empty.
  package static let sanitizerOptions = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
  }

  /// Whether the tools were built with a sanitizer. They are several times slower then, take terabytes of
  /// address space, and cannot be emulated.
  package static let isSanitized = !sanitizerOptions.isEmpty

  /// Whether the tools can start where no file may have a byte: the thread sanitizer writes one.
  package static let canStartWithoutFiles = sanitizerOptions["TSAN_OPTIONS"] == nil

  /// Whether a test can make a call of the C library fail: clang comes with Swift, but the thread sanitizer
  /// puts calls of its own before all others.
  package static let canReplaceCalls = canStartWithoutFiles && hasClang

  private static let hasClang = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/clang")
    }
  }()

  /// Whether tools can run on an emulated processor.
  package static let canEmulate = has("qemu-x86_64") && !isSanitized
}
