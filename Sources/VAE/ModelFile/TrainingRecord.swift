import Kernels

/// How a model came about: enough to answer "what made this?" and to make it again.
package struct TrainingRecord: Sendable, Equatable {
  /// The version of the program.
  package var version: String
  package var seed: UInt64
  /// Epochs that the run was to have.
  package var epochsAsked: Int
  package var batch: Int
  package var learningRate: Double
  package var beta: Double
  /// The options of training that differ from the standard, as the command line has them.
  package var options: String
  /// What the numbers of the training set were, as the model saw them.
  package var pixels: PixelKind
  /// Examples in the training set.
  package var examples: Int
  /// How many of them each class had, in a conditional model; nil where that is not known.
  package var classCounts: [Int]?
  /// Complete epochs.
  package var epochs: Int
  /// Of the last complete epoch; nil before the first.
  package var figures: Figures?
  /// On the validation set, where there was one.
  package var validation: Figures?

  package init(
    version: String, settings: TrainingSettings, pixels: PixelKind = .grey, examples: Int,
    classCounts: [Int]? = nil, epochs: Int, figures: Figures? = nil, validation: Figures? = nil
  ) {
    self.version = version
    seed = settings.seed
    epochsAsked = settings.epochs
    batch = settings.batch
    learningRate = settings.learningRate
    beta = settings.objective.beta
    options = settings.options
    self.pixels =
      switch settings.binarization {
      case .fixed: .fixed(seed: settings.seed)
      case .dynamic: .dynamic
      case nil: pixels
      }
    self.examples = examples
    self.classCounts = classCounts
    self.epochs = epochs
    self.figures = figures
    self.validation = validation
  }
}

extension TrainingSettings {
  /// The options that differ from the standard, apart from those that a record has a place for.
  var options: String {
    let standard = Objective()
    var words: [String] = []
    func add(_ option: String, _ value: String, unless same: Bool) {
      if !same { words.append("--\(option) \(value)") }
    }
    add("optimizer", optimizer.description, unless: optimizer == .adam)
    add("schedule", schedule.description, unless: schedule == .constant)
    add("warmup", "\(warmup)", unless: warmup == 0)
    add("clip", "\(clip ?? 0)", unless: clip == nil)
    add("corrupt", corruption?.description ?? "", unless: corruption == nil)
    add("binarize", binarization?.rawValue ?? "", unless: binarization == nil)
    add("init", initialWeights.rawValue, unless: initialWeights == .standard)
    add("start", start ?? "", unless: start == nil)
    add("objective", objective.codes.description, unless: objective.codes is EvidenceLowerBound)
    add("beta-warmup", "\(objective.betaWarmup)", unless: objective.betaWarmup == 0)
    add("free-bits", "\(objective.freeBits)", unless: objective.freeBits == 0)
    add("sparsity", objective.sparsity?.description ?? "", unless: objective.sparsity == nil)
    let images = objective.images
    add(
      "likelihood-weight", "\(images.likelihoodWeight)", unless: images.likelihoodWeight == 1)
    add("ms-ssim", "\(images.similarity?.weight ?? 0)", unless: images.similarity == nil)
    add("perceptual", images.perceptual?.name ?? "", unless: images.perceptual == nil)
    add(
      "perceptual-weight", "\(images.perceptual?.weight ?? 1)",
      unless: images.perceptual?.weight ?? 1 == 1)
    add(
      "temperature", objective.temperature.description,
      unless: objective.temperature == standard.temperature)
    return words.joined(separator: " ")
  }
}
