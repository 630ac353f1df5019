import Tool
import VAE

/// How the run goes, and what it reads and writes beside its data.
var runOptions: [Option<Settings>] {
  [
    .seed(\.training.seed, keeps: .run),
    Option(
      "patience", nil, "N", "stop after N epochs without a better one, keep the best", \.patience,
      keeps: .run
    ) { try $0.integer(in: 1...1_000_000) }
    .needs("needs data that the model is not fitted to: add --validate FILE") {
      $0.run.validation != nil
    },
    .threads(\.run.threads),
    Option(
      "validate", nil, "FILE", "stream to evaluate after each epoch", \.run.validation
    ) { try $0.file() },
    Option(
      "spool", nil, "[DIR]", "rows go to a temporary file in DIR", \.run.spool,
      default: "TMPDIR or /var/tmp"
    ) { $0.text.isEmpty ? standardSpoolFolder : $0.text },
    Option("log", nil, "FILE", "figures of each epoch, tab-separated", \.run.log) {
      try $0.file()
    },
    Option("snapshot", nil, "FILE", "write the model there on SIGUSR1", \.run.snapshot) {
      try $0.namedFile()
    },
    Option(
      "checkpoint", nil, "FILE", "keep there what --resume needs to go on with the run",
      \.run.checkpoint
    ) { try $0.namedFile() },
    Option(
      "every", nil, "INTERVAL", "of checkpoints: 5 for epochs, 60s for seconds", \.run.interval
    ) { try CheckpointInterval($0) }
    .needs("says how often --checkpoint FILE is written, which is missing") {
      $0.run.checkpoint != nil
    },
    Option(
      "resume", nil, "FILE", "go on from that checkpoint, with the same data", \.run.resume
    ) { try $0.namedFile() },
    .output(\.run.output),
    .quiet(\.run.quiet),
    Option(flag: "list", nil, "show every NAME that options take, and exit", \.run.lists),
  ]
}

extension Argument {
  /// The name of a file that is no standard stream.
  fileprivate func namedFile() throws(ToolError) -> String {
    guard text != "-" else { throw refused("the name of a file") }
    return try file()
  }
}
