import Datasets
import Kernels
import Networks
import Tool
import VAE
import Words

/// How it is minimised.
var trainingOptions: [Option<Settings>] {
  [
    Option("epochs", "e", "N", "passes over the data", \.training.epochs, keeps: .run) {
      try $0.integer(in: 0...1_000_000)
    },
    Option("batch", "b", "N", "examples in a step", \.training.batch, keeps: .run) {
      try $0.integer(in: 1...65_536)
    },
    Option(
      "optimizer", nil, "NAME", Optimizer.forms, \.training.optimizer,
      listing: Listing("Optimisers", Optimizer.words), keeps: .result
    ) { try $0.word() },
    Option("lr", nil, "RATE", "learning rate", \.training.learningRate, keeps: .run) {
      try $0.positiveNumber()
    },
    Option(
      "schedule", nil, "NAME", Schedule.forms, \.training.schedule,
      listing: Listing("Schedules", Schedule.words), keeps: .result
    ) { try $0.word() },
    Option(
      "warmup", nil, "EPOCHS", "in which the rate rises from 0", \.training.warmup, keeps: .result
    ) { try $0.number(atLeast: 0) },
    Option(
      "clip", nil, "NORM", "largest norm of a step's gradient", \.training.clip, keeps: .result
    ) { try $0.positiveNumber() },
    Option(
      "corrupt", nil, "NOISE", "on the encoder's input, mask:0.2 and others, see --list",
      \.training.corruption, listing: Listing("Noise", Corruption.words), keeps: .result
    ) { try $0.word() },
    Option(
      "binarize", nil, "static|dynamic", "draw pixels of 0 and 1, once or each epoch",
      \.training.binarization, keeps: .result
    ) { try $0.choice() }
    .refused { $0.model.likelihood.family.binarizationFault($0.model.likelihood) },
    Option(
      "init", nil, "NAME", "how weights begin: today, torch and others, see --list",
      \.training.initialWeights, listing: Listing("First weights", InitialWeights.words),
      keeps: .result
    ) { try $0.word() }
    .needs("draws the first weights, which --start MODEL has: leave one of them out") {
      $0.training.start == nil
    },
    Option(
      "start", nil, "MODEL", "go on from the weights of a model of the same shape",
      \.training.start, keeps: .result
    ) { try $0.file() }
    .refused {
      $0.bottleneck.learned.isEmpty
        ? nil : "does not go with \($0.bottleneck.name), whose codebook begins at the data"
    },
  ]
}
