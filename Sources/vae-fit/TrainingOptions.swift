import LaneTypes
import Tool
import VAE

/// How it is minimised.
var trainingOptions: [Option<Settings>] {
  [
    Option("epochs", "e", "N", "passes over the data", \.training.epochs, keeps: .run) {
      try $0.integer(in: 0...1_000_000)
    }
    .refused { $0.epochsFault },
    Option("batch", "b", "N", "examples in a step", \.training.batch, keeps: .run) {
      try $0.integer(in: 1...65_536)
    },
    Option(
      "optimizer", nil, "NAME", Optimizer.forms, \.training.optimizer,
      listing: Optimizer.listing("Optimisers"), keeps: .result
    ) { try $0.word() },
    Option("lr", nil, "RATE", "learning rate", \.training.learningRate, keeps: .run) {
      try $0.positiveNumber()
    },
    Option(
      "schedule", nil, "NAME", Schedule.forms, \.training.schedule,
      listing: Schedule.listing("Schedules"), keeps: .result
    ) { try $0.word() },
    Option(
      "warmup", nil, "EPOCHS", "in which the rate rises from 0", \.training.warmup, keeps: .result
    ) { try $0.number(atLeast: 0) },
    Option(
      "clip", nil, "NORM", "largest norm of a step's gradient", \.training.clip, keeps: .result
    ) { try $0.positiveNumber() },
    Option(
      "corrupt", nil, "NOISE", "on the encoder's input, mask:0.2 and others, see --list",
      \.training.corruption, listing: Corruption.listing("Noise"), keeps: .result
    ) { try $0.word() },
    Option(
      "binarize", nil, "static|dynamic", "draw pixels of 0 and 1, once or each epoch",
      \.training.binarization, keeps: .result
    ) { try $0.choice() }
    .refused {
      $0.model.likelihood.binaryFault.map {
        "makes pixels 0 or 1, \($0): use --likelihood bernoulli"
      }
    },
    Option(
      "init", nil, "NAME", "how weights begin: today, torch and others, see --list",
      \.training.initialWeights, listing: InitialWeights.listing("First weights"), keeps: .result
    ) { try $0.word() }
    .needs("draws the first weights, which --start MODEL has: leave one of them out") {
      $0.training.start == nil
    },
    Option(
      "start", nil, "MODEL", "go on from the weights of a model of the same shape",
      \.training.start, keeps: .result
    ) { try $0.file() }
    .refused {
      $0.bottleneck.hasCodebook
        ? "does not go with \($0.bottleneck.name), whose codebook begins at the data" : nil
    },
  ]
}

extension Settings {
  /// Why there cannot be so many epochs; nil where there can.
  fileprivate var epochsFault: String? {
    guard let bound = training.objective.bound else { return nil }
    // The draws of all epochs are numbered through as epochs of their own.
    let most = NoiseKey.lastEpoch / bound.total
    return training.epochs <= most
      ? nil
      : "\(training.epochs) times the \(bound.total) draws of --objective \(training.objective.codes) are "
        + "more than random numbers can be told apart by: use at most -e \(most), or fewer draws"
  }
}
