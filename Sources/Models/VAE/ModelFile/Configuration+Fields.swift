import Datasets
import Found
import Kernels
import Networks
import TensorIO
import Words

/// A configuration as the metadata of a model, axis by axis, and back.
extension Configuration {
  /// The largest width of a layer or size of an example that is believed.
  static let greatestWidth = 1 << 24
  /// The most pairs of a position and a tap in all convolutions: each is 24 bytes of tables.
  static let mostPairs = 1 << 24

  /// - Throws: `VAEError`, naming the tensor, what it holds and what was expected.
  init(_ fields: Fields) throws {
    let widths = 1...Configuration.greatestWidth
    let kind = try fields.text("@model")
    let exampleShape = try fields.widths("@example-shape", widths)
    guard !exampleShape.isEmpty else {
      throw VAEError("'@example-shape' is empty, expected at least one dimension")
    }
    let unit = try Configuration.unit(fields)
    let network = try Network(fields)
    let bottleneck = try Bottlenecks.read(fields)
    let bottleneckWord = try fields.text("@bottleneck")
    let prior = try LatentPriors.read(fields, bottleneckWord: bottleneckWord)
    let likelihood = try Likelihood(fields)
    let classes =
      kind == ModelFile.conditionalKind ? try fields.integer("@classes", 1...Labels.most) : 0
    self.init(
      exampleShape: exampleShape, network: network, bottleneck: bottleneck,
      likelihood: likelihood, classes: classes, prior: prior)
    self.unit = unit
    if bottleneckWord == Flow.bottleneckWord {
      posteriorFlow = try Flow.Shape(fields, "@posterior-flow")
    }
    try checkSizes()
    scaler = try Scaler(fields, columns: features)
    columns = try Configuration.columns(fields, features: features)
  }

  var tensors: [Tensor] {
    [
      Tensor("@example-shape", integers: exampleShape),
      Tensor("@pixel-scale", scalar: Double(unit)),
    ] + (classes > 0 ? [Tensor("@classes", integer: classes)] : [])
      + network.tensors + bottleneckTensors + LatentPriors.tensors(prior) + likelihood.tensors
      + (columns.map { [$0.tensor] } ?? []) + (scaler?.tensors ?? [])
  }

  private var bottleneckTensors: [Tensor] {
    let word =
      posteriorFlow != nil
      ? Flow.bottleneckWord : prior.isStandardNormal ? bottleneck.name : LatentPriors.bottleneckWord
    return [Tensor("@bottleneck", text: word)] + bottleneck.fields
      + (posteriorFlow.map { [$0.tensor("@posterior-flow")] } ?? [])
  }

  /// That of a byte; 255 where an older model says nothing.
  private static func unit(_ fields: Fields) throws -> Int {
    guard fields.has("@pixel-scale") else { return Frame.standardUnit }
    let unit = try fields.number("@pixel-scale")
    guard (1...255).contains(unit), unit.rounded() == unit else {
      throw VAEError("'@pixel-scale' is \(unit), expected a whole number from 1 to 255")
    }
    return Int(unit)
  }

  private static func columns(_ fields: Fields, features: Int) throws -> Columns? {
    guard fields.has(Columns.field) else { return nil }
    let columns: Columns
    do {
      columns = try Columns(parsing: try fields.text(Columns.field))
    } catch let error as StreamError {
      throw VAEError("\(error)")
    }
    let count = columns.at("x").count
    guard count == features else {
      throw VAEError("'\(Columns.field)' has \(count) columns of 'x', expected \(features)")
    }
    return columns
  }

  /// Refuses sizes whose products would overflow, before any memory is asked for, and networks that
  /// cannot be.
  package func checkSizes() throws(VAEError) {
    let limit = Configuration.greatestWidth
    var features = 1
    for dimension in exampleShape {
      let (product, overflow) = features.multipliedReportingOverflow(by: dimension)
      guard !overflow, product <= limit else {
        throw VAEError(
          "'@example-shape' is \(Shape.describe(exampleShape)), "
            + "expected at most \(limit) numbers an example")
      }
      features = product
    }
    try checkImage()
    try checkPrior()
    let widest = max(bottleneck.encoderOutputs, bottleneck.width)
    guard widest <= limit else {
      throw VAEError("the bottleneck has \(widest) numbers an example, expected at most \(limit)")
    }
    try checkFlow()
    try bottleneck.check(in: self)
  }

  private func checkImage() throws(VAEError) {
    guard let pyramid = network.pyramid else { return }
    guard let image else {
      throw VAEError(
        "examples are \(Shape.describe(exampleShape)), expected height×width or height×width×channels "
          + "for convolutions")
    }
    let most = Configuration.greatestWidth / (image.height * image.width)
    if let filters = pyramid.filters.first(where: { $0 > most }) {
      throw VAEError(
        "a convolution has \(filters) filters, expected at most \(most) for images of "
          + Shape.describe(exampleShape))
    }
    let pairs = (encoderPlan + decoderPlan).reduce(0) { $0 + $1.pairs }
    guard pairs <= Configuration.mostPairs else {
      throw VAEError(
        "images of \(Shape.describe(exampleShape)) are too large for \(pyramid.filters.count) convolutions with "
          + "kernels of \(pyramid.kernel)×\(pyramid.kernel)")
    }
    if classes > 0, isSpatial {
      throw VAEError(
        "a codebook of positions cannot be told a class without a dense layer: add --hidden N")
    }
  }
}

extension Network {
  fileprivate var tensors: [Tensor] {
    var tensors = [Tensor("@network", text: pyramid.word)]
    if let pyramid {
      tensors += [
        Tensor("@filters", integers: pyramid.filters), Tensor("@kernel", integer: pyramid.kernel),
        Tensor("@stride", integer: pyramid.stride),
      ]
    }
    return tensors + [
      Tensor("@hidden", integers: hidden), Tensor("@activation", text: activation.name),
    ]
  }

  fileprivate init(_ fields: Fields) throws {
    let word = try fields.text("@network")
    let step = NetworkChoice.steps.first { $0.word == word }
    let plain = (nil as Pyramid?).word
    guard step != nil || word == plain else {
      let words = alternatives([plain] + NetworkChoice.steps.map(\.word))
      throw VAEError("'@network' is \(quoted(word)), expected \(words): a newer model?")
    }
    let pyramid = try step.map {
      Pyramid(
        $0, filters: try fields.widths("@filters", 1...65_536),
        kernel: try fields.integer("@kernel", 1...15),
        stride: try fields.integer("@stride", 1...8))
    }
    self.init(
      pyramid, hidden: try fields.widths("@hidden", 1...Configuration.greatestWidth),
      activation: try fields.activation("@activation"))
  }
}

extension Fields {
  /// The numbers in z.
  func latent() throws -> Int { try integer("@latent", 1...Configuration.greatestWidth) }

  /// Checks the declared sizes against the parameters that came, before any memory is asked for.
  func checkParameters(_ configuration: Configuration) throws {
    // Rows are no longer than a matrix that is checked here; they are looked at when they are read.
    for parameter in configuration.parameterPlans where parameter.shape.count > 1 {
      try check(parameter.name, parameter.shape)
    }
  }

  func activation(_ field: String) throws -> Activation {
    let name = try text(field)
    guard let activation = Activation(name: name) else {
      let words = Activation.allCases.map(\.name).joined(separator: ", ")
      throw VAEError("'\(field)' is \(quoted(name)), expected one of \(words)")
    }
    return activation
  }
}
