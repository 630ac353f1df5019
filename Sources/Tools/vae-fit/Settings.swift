import Networks
import Tool
import VAE
import Words

/// The command line of `vae-fit`. What an option writes has at first what holds without it.
struct Settings: Equatable {
  var model = ModelDraft()
  var training = TrainingSettings(seed: 1, epochs: 10, batch: 128, learningRate: 1e-3)
  /// Nil for the standard weight of the bottleneck.
  var beta: Double?
  /// The model whose features are compared.
  var perceptual: String?
  var perceptualWeight = 1.0
  var patience: Int?
  var run = RunSettings()
  /// The options that were given, in their order; of models the last.
  var given: [Given] = []

  struct Given: Equatable {
    /// The long one, without the dashes.
    let name: String
    /// The argument; of a flag nothing.
    let text: String
  }

  /// All options. In this order a model file has those that it keeps.
  static var options: [Option<Settings>] {
    modelOptions + trainingOptions + objectiveOptions + runOptions
  }

  /// Refuses options, of the model's name too, that make no sense with the others.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func checkNeeds() throws(ToolError) {
    let preset = given.first { $0.name == "model" }.flatMap { Preset(named: $0.text) }
    let names = Set(given.map(\.name) + (preset?.words.map(\.name) ?? []))
    for option in Settings.options where names.contains(option.long) { try option.check(self) }
  }

  /// The given options that a checkpoint keeps.
  var kept: [Given] {
    let names = Set(Settings.options.filter { $0.keeps != .nothing }.map(\.long))
    return given.filter { names.contains($0.name) }
  }

  /// The options that a model keeps in words, where they are not the standard.
  var recorded: String {
    let standard = Settings()
    return Settings.options.filter { $0.keeps == .result }
      .compactMap { $0.words(self, unless: standard) }.joined(separator: " ")
  }

  var bottleneck: any Bottleneck {
    var options = model.sizes
    options.sparsity = training.objective.sparsity
    return model.bottleneck.bottleneck(options)
  }

  var network: Network {
    var pyramid = model.encoder.pyramid
    pyramid?.kernel = model.kernel
    pyramid?.stride = model.stride
    return Network(
      pyramid, hidden: model.hidden ?? Network.hidden(behind: pyramid, before: bottleneck),
      activation: model.activation)
  }

  /// - Parameter features: the model whose encoder gives features, where one is asked for.
  func training(features: PerceptualLoss?) -> TrainingSettings {
    var settings = training
    settings.objective.beta = beta ?? bottleneck.standardBeta
    settings.objective.images.perceptual = features
    return settings
  }
}

/// What has no influence on the result: files, threads, messages.
struct RunSettings: Equatable {
  var threads: Int?
  var validation: String?
  /// The folder of temporary files for the rows; nil for rows in memory.
  var spool: String?
  var log: String?
  var snapshot: String?
  var checkpoint: String?
  var interval = CheckpointInterval.epochs(1)
  var resume: String?
  var output: String?
  var quiet = false
  /// Whether to show what there is, and do nothing else.
  var lists = false
}
