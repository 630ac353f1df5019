/// Options that mean the same in every tool, defined once.
extension Option {
  /// `-o FILE`: where the output goes; a tool hands it to `OutputFile`.
  package static func output(_ path: WritableKeyPath<Settings, String?>) -> Option {
    Option("output", "o", "FILE", "write to FILE, all or nothing", path, default: "stdout") {
      try $0.file()
    }
  }

  /// `-q`: nothing on standard error but errors.
  package static func quiet(_ path: WritableKeyPath<Settings, Bool>) -> Option {
    Option(flag: "quiet", "q", "no progress line", path)
  }

  /// `--seed N`: the same seed gives the same bytes.
  package static func seed(
    _ path: WritableKeyPath<Settings, UInt64>, keeps: Keeping = .nothing
  ) -> Option {
    Option("seed", nil, "N", "start of the random numbers", path, keeps: keeps) {
      try $0.integer(in: 0...UInt64.max)
    }
  }

  /// `--threads N`: a tool hands it to `threadCount(requested:)`.
  package static func threads(_ path: WritableKeyPath<Settings, Int?>) -> Option {
    Option("threads", nil, "N", "threads to use", path, default: "OMP_NUM_THREADS or CPUs") {
      try $0.integer(in: 1...maximumThreadCount)
    }
  }
}
