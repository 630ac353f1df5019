import Datasets
import Found
import Networks
import TensorIO
import VAE

/// How far a run is and what it was told: the first frame of a checkpoint.
package struct RunProgress: Sendable {
  /// Of the program.
  package var version: String
  /// The options that decide the result, as they were given, in their order.
  package var options: [(name: String, text: String)]
  package var data: DataDigest
  package var validation: DataDigest?
  /// Of the model that `--perceptual` names.
  package var features: DataDigest?
  /// Of the steps in the epoch at hand; those before are complete.
  package var sums = LossSums()
  /// Of the best model so far, where early stopping keeps it.
  package var best: (loss: Double, epoch: Int)?

  package init(
    version: String, options: [(name: String, text: String)], data: DataDigest,
    validation: DataDigest?, features: DataDigest?
  ) {
    (self.version, self.options, self.data) = (version, options, data)
    (self.validation, self.features) = (validation, features)
  }

  /// The word in `@checkpoint`.
  static let kind = "vae-fit"
  private static let optionPrefix = "@option."

  func frame() throws -> Frame {
    var tensors = [
      Tensor("@checkpoint", text: RunProgress.kind), Tensor("@version", text: version),
    ]
    for (index, option) in options.enumerated() {
      tensors.append(
        Tensor("\(RunProgress.optionPrefix)\(index).\(option.name)", text: option.text))
    }
    tensors.append(Tensor("@data-digest", text: data.text))
    if let validation { tensors.append(Tensor("@validation-digest", text: validation.text)) }
    if let features { tensors.append(Tensor("@features-digest", text: features.text)) }
    tensors.append(Tensor("@epoch-examples", scalar: Int64(sums.count)))
    tensors.append(
      Tensor(
        "@epoch-sums", shape: [4],
        [sums.reconstruction, sums.divergence, sums.categories, sums.penalty]))
    if sums.codeWeight > 0 {
      tensors.append(Tensor("@epoch-code-sums", shape: [2], [sums.codePenalty, sums.codeWeight]))
    }
    if let capacities = sums.capacities {
      let numbers = [capacities.numbers] + (capacities.categories.map { [$0] } ?? [])
      tensors.append(Tensor("@epoch-capacities", shape: [numbers.count], numbers))
    }
    if let best {
      tensors.append(Tensor("@best-loss", scalar: best.loss))
      tensors.append(Tensor("@best-epoch", scalar: Int64(best.epoch)))
    }
    return try Frame(tensors)
  }

  /// - Throws: `VAEError`, if the frame does not begin a checkpoint.
  init(_ frame: Frame) throws {
    let fields = Fields(frame, of: "checkpoint")
    guard let kind = frame["@checkpoint"]?.text else {
      throw VAEError(
        frame.kind.map { "this is a \($0.name), expected a checkpoint: \($0.cure)" }
          ?? "no '@checkpoint' in the frame: this is a stream of data, not a checkpoint")
    }
    guard kind == RunProgress.kind else {
      throw VAEError("a checkpoint of kind \(quoted(kind)), expected '\(RunProgress.kind)'")
    }
    version = try fields.text("@version")
    options = try RunProgress.options(frame)
    data = try fields.digest("@data-digest")
    validation = try fields.has("@validation-digest") ? fields.digest("@validation-digest") : nil
    features = try fields.has("@features-digest") ? fields.digest("@features-digest") : nil
    sums.count = try fields.integer("@epoch-examples", 0...Int(UInt32.max))
    let numbers = try fields.numbers("@epoch-sums", shape: [4])
    (sums.reconstruction, sums.divergence) = (numbers[0], numbers[1])
    (sums.categories, sums.penalty) = (numbers[2], numbers[3])
    if fields.has("@epoch-code-sums") {
      let numbers = try fields.numbers("@epoch-code-sums", shape: [2])
      (sums.codePenalty, sums.codeWeight) = (numbers[0], numbers[1])
    }
    if let count = frame["@epoch-capacities"]?.count {
      let numbers = try fields.numbers("@epoch-capacities", shape: [count == 2 ? 2 : 1])
      sums.capacities = Capacities(numbers: numbers[0], categories: count == 2 ? numbers[1] : nil)
    }
    if fields.has("@best-loss") {
      best = (try fields.number("@best-loss"), try fields.integer("@best-epoch", 1...Int.max))
    }
    // An option that is not read would be another run.
    let known = try self.frame()
    if let other = frame.tensors.first(where: { known[$0.name] == nil }) {
      throw VAEError("tensor '\(other.name)' has no place in the progress of a run")
    }
  }

  private static func options(_ frame: Frame) throws -> [(name: String, text: String)] {
    var options: [(name: String, text: String)] = []
    for tensor in frame.tensors where tensor.name.hasPrefix(optionPrefix) {
      let words = tensor.name.dropFirst(optionPrefix.count)
        .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2, words[0] == "\(options.count)", let text = tensor.text else {
        throw VAEError(
          "tensor '\(tensor.name)': expected text named '\(optionPrefix)\(options.count).NAME'")
      }
      options.append((String(words[1]), text))
    }
    return options
  }
}

extension Fields {
  fileprivate func digest(_ name: String) throws -> DataDigest {
    guard let digest = DataDigest(text: try text(name)) else {
      throw VAEError("'\(name)' is \(quoted(try text(name))), expected 16 hexadecimal digits")
    }
    return digest
  }
}
