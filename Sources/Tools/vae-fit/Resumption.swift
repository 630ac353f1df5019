import Datasets
import Found
import Networks
import TensorIO
import TensorTool
import Tool
import Training
import VAE
import VAETool

/// The checkpoint that `--resume` goes on from.
struct Resumption {
  let checkpoint: Checkpoint
  let name: String

  /// - Throws: `ToolError` with the status `noInput` or `badData`.
  init(_ path: String) throws {
    var input = try TensorInput(path)
    name = input.name
    var number = -1
    do {
      checkpoint = try Checkpoint {
        number += 1
        return try input.next()
      }
    } catch let error as VAEError {
      throw ToolError(.badData, input.name, "frame \(number): \(error.description)")
    }
    guard checkpoint.progress.version == version else {
      throw ToolError(
        .badData, name,
        "a checkpoint of vaeutils \(checkpoint.progress.version), this is \(version): the rest of the "
          + "run might not be the same")
    }
  }

  /// The settings of the run, as its command line made them, with what `settings` says about files,
  /// threads and messages.
  ///
  /// - Throws: `ToolError` with the status `usage`, if an option that decides the result disagrees. The number of
  ///   epochs may be another where nothing depends on it.
  func settings(_ settings: Settings) throws -> Settings {
    let before = checkpoint.progress.options
    var result = Settings()
    for isFirst in [true, false] {
      for (name, text) in before {
        let option = try option(name)
        if option.goesFirst == isFirst { try option.apply(text, to: &result) }
      }
    }
    for (name, text) in settings.kept.map({ ($0.name, $0.text) }) where name != "epochs" {
      let option = try option(name)
      var changed = result
      try option.apply(text, to: &changed)
      let own = before.last { $0.name == name }
      guard option.goesFirst ? own?.text == text : changed == result else {
        let now = option.argument == nil ? "given" : quoted(text)
        let then = own.map { option.argument == nil ? "given" : quoted($0.text) } ?? "without it"
        throw ToolError(
          .usage, "--\(name)",
          "is \(now) here, the run in \(self.name) began \(own == nil ? "" : "with ")\(then): leave it out"
        )
      }
    }
    result.run = settings.run
    let kept = settings.kept
    result.given =
      before.map { Settings.Given(name: $0.name, text: $0.text) }
      + settings.given.filter { !kept.contains($0) }
    if let epochs = kept.last(where: { $0.name == "epochs" }) {
      try change(&result, to: settings.training.epochs, given: epochs.text)
    }
    return result
  }

  private func option(_ name: String) throws -> Option<Settings> {
    guard let option = Settings.options.first(where: { $0.long == name && $0.keeps != .nothing })
    else {
      throw ToolError(.badData, self.name, "the option '--\(name)' is not known")
    }
    return option
  }

  /// Refuses to go on with other data than the run began with.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  func check(
    _ progress: RunProgress, record: TrainingRecord, _ configuration: Configuration,
    _ objective: any LatentObjective, _ input: RunInput
  ) throws(ToolError) {
    let before = checkpoint.progress
    let unit = checkpoint.model.model.configuration.unit
    if let fault = unitFault(input.data.unit, unit, source: "in the run in \(name)") {
      throw ToolError(.badData, input.name, fault)
    }
    let parts = [
      (
        input.name,
        progress.data == before.data && record.pixels == checkpoint.model.record.pixels
          && configuration.columns == checkpoint.model.model.configuration.columns
      ),
      (input.validation?.name ?? "--validate", progress.validation == before.validation),
      (input.features?.name ?? "--perceptual", progress.features == before.features),
    ]
    if let other = parts.first(where: { !$0.1 }) {
      throw ToolError(
        .badData, other.0,
        "is not what the run in \(name) began with: the rest would not belong to it")
    }
    // Older ones lack what a loss within an epoch is made of.
    guard
      before.sums.count == 0
        || (objective.leastExamples == 1 || before.sums.codeWeight > 0)
          && (objective.hasCapacity == (before.sums.capacities != nil))
    else {
      throw ToolError(
        .badData, name,
        "an older version wrote it within an epoch, and kept too little of that: go on from one between two "
          + "epochs, or give its model to --start")
    }
    guard checkpoint.model.model.configuration == configuration,
      checkpoint.progress.sums.count <= record.examples
    else {
      throw ToolError(.badData, name, "model and options of the checkpoint do not belong together")
    }
  }

  /// The record of the complete epochs.
  var record: TrainingRecord { checkpoint.model.record }

  /// Puts back what training and early stopping remembered.
  ///
  /// - Parameter epochs: that the run is to have.
  /// - Throws: `ToolError` with the status `badData`.
  func restore(_ state: [StateEntry], _ stopping: inout EarlyStopping?, epochs: Int) throws {
    try blaming(name) { try checkpoint.restore(state) }
    if let best = checkpoint.best, let place = checkpoint.progress.best {
      var record = best.record
      record.epochsAsked = epochs
      stopping?.resume(ModelFile(best.model, record: record), loss: place.loss, epoch: place.epoch)
    }
  }

  /// Makes the run longer or shorter, so that it ends as if it had been told so at its beginning.
  ///
  /// - Parameters:
  ///   - settings: those of the run.
  ///   - epochs: those that it is to have, as they were given.
  /// - Throws: `ToolError` with the status `usage`, if it has had more, or if something depends on their number.
  func change(_ settings: inout Settings, to epochs: Int, given text: String) throws(ToolError) {
    if epochs == settings.training.epochs { return }
    let made = record.epochs
    let isBegun = checkpoint.progress.sums.count > 0
    guard epochs >= made + (isBegun ? 1 : 0) else {
      throw ToolError(
        .usage, "--epochs",
        "is \(quoted(text)) here, and the run in \(name) has "
          + (isBegun ? "begun epoch \(made + 1)" : "made \(made)") + ": give as many or more")
    }
    if let spread = settings.spreadOverEpochs {
      throw ToolError(
        .usage, "--epochs",
        "is \(quoted(text)) here, and \(spread) of the run in \(name) is spread over "
          + "\(settings.training.epochs): to train on, give its model to --start")
    }
    settings.training.epochs = epochs
    let option = Settings.Given(name: "epochs", text: text)
    if let last = settings.given.lastIndex(where: { $0.name == option.name }) {
      settings.given[last] = option
    } else {
      settings.given.append(option)
    }
  }
}

extension Settings {
  /// The option that makes the training a function of the number of its epochs; nil where the first epochs of a
  /// longer run are those of a shorter one.
  var spreadOverEpochs: String? {
    if training.schedule.isSpread { return "--schedule \(training.schedule)" }
    let temperature = training.objective.temperature
    return model.bottleneck.reads(.temperature) && temperature.isSpread
      ? "--temperature \(temperature)" : nil
  }
}
