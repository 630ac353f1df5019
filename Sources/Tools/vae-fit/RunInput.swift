import Datasets
import Tool
import Training
import VAE

/// What a run reads beside its options.
struct RunInput {
  let data: Dataset
  let name: String
  /// The data of `--validate`.
  let validation: (data: Dataset, name: String)?
  /// The model of `--perceptual`.
  let features: PerceptualLoss?
  /// That of `--start`; nil too where `--resume` has later weights.
  let weights: StartingModel?
  /// What the data go through; nil for nothing.
  let scaler: Scaler?
  /// The checkpoint of `--resume`.
  let resumption: Resumption?

  /// Reads all that the settings name.
  ///
  /// - Throws: `ToolError`.
  init(_ path: String?, _ settings: Settings, resumption: Resumption?) throws {
    self.resumption = resumption
    weights = try naming("--start") {
      try resumption == nil ? settings.training.start.map { try StartingModel($0) } : nil
    }
    var (data, name) = try readDataset(path, settings)
    let before = resumption?.checkpoint.model.model ?? weights?.model
    scaler = try settings.scaler(of: data, name, before: before?.configuration.scaler)
    try settings.scale(&data, name, by: scaler)
    (self.data, self.name) = (data, name)
    try checkRows(data, name, settings.training.objective.codes)
    validation = try naming("--validate") { [scaler, data] in
      let validation = try settings.run.validation.map { path in
        var (validation, name) = try readDataset(path, settings, like: (data, name))
        try settings.scale(&validation, name, by: scaler)
        return (data: validation, name: name)
      }
      if let validation {
        try checkValidation(
          validation.data, validation.name, like: data, name, likelihood: settings.model.likelihood)
        try checkRows(validation.data, validation.name, settings.training.objective.codes)
      }
      return validation
    }
    features = try naming("--perceptual") {
      try readFeatures(settings, for: data)
    }
  }

  /// What a byte of the data stands for. Where they are numbers, it is what the weights were fitted to; nil if
  /// nothing tells.
  var unit: Int? {
    let model = resumption?.checkpoint.model.model ?? weights?.model
    return data.unit ?? model?.configuration.unit
  }

  /// The beginning of a run as its checkpoints have it.
  func progress(_ settings: Settings) -> RunProgress {
    var features: DataDigest?
    if let model = self.features?.model {
      var digest = DataDigest()
      for part in model.parameters { digest.add(part) }
      features = digest
    }
    return RunProgress(
      version: version, options: settings.kept.map { ($0.name, $0.text) },
      data: data.digest ?? DataDigest(), validation: validation?.data.digest, features: features)
  }
}

/// Runs `body`; an error about a file becomes one about the option that names it: `--validate test.t`.
func naming<Result>(_ option: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as ToolError where error.status != .usage {
    let file = error.subject.map { " \($0)" } ?? ""
    throw ToolError(error.status, option + file, error.message)
  }
}
