import Found
import Tool
import Training
import VAE

extension Resumption {
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
