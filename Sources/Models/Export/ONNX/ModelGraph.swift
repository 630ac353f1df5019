import Datasets
import Glibc
import Kernels
import Networks
import VAE

/// A model as graphs of ONNX.
///
/// Data, latents and figures have the names and shapes that they have in streams: `x`, `y`, `z`, `z_logvar`, `codes`,
/// `reconstruction`, `kl`, `elbo`. The first dimension of each is the rows, any number of them.
struct ModelGraph {
  let model: Model
  /// Those that the model is told.
  private let classes: ClassSet
  /// Whether data are bytes, of the model's unit.
  let hasBytes: Bool
  private let bottleneck: any BottleneckForm
  private let likelihood: any LikelihoodForm.Type
  private let scaler: ScalerForm?
  private let parameters: Parameters
  private var graph = Graph()

  private var configuration: Configuration { model.configuration }

  /// - Throws: `VAEError`, naming what has no form in ONNX.
  init(_ model: Model, _ classes: ClassSet, hasBytes: Bool) throws(VAEError) {
    guard let bottleneck = model.configuration.bottleneck as? any BottleneckForm else {
      throw VAEError("the bottleneck \(model.configuration.bottleneck.name) has no form in ONNX")
    }
    let family = model.configuration.likelihood.family
    guard let likelihood = family as? any LikelihoodForm.Type else {
      throw VAEError("the likelihood \(family.name) has no form in ONNX")
    }
    (self.model, self.classes, self.hasBytes) = (model, classes, hasBytes)
    (self.bottleneck, self.likelihood) = (bottleneck, likelihood)
    scaler = model.configuration.scaler.map { ScalerForm($0) }
    if scaler != nil, hasBytes {
      throw VAEError("the model was fitted to scaled numbers, no bytes: leave --u8 out")
    }
    parameters = Parameters(model)
  }

  /// The bytes of a file, in pieces.
  mutating func file(_ part: ONNXPart) -> [[UInt8]] {
    switch part {
    case .encoder: encoder()
    case .decoder: decoder()
    case .scorer: scorer()
    }
    return graph.file(name: part.rawValue, meaning: meaning(part))
  }

  /// The decoder's nodes and constants, and what it does.
  mutating func decoderJSON() -> [(String, JSON)] {
    decoder()
    return graph.json + [("meaning", .text(meaning(.decoder)))]
  }

  private func meaning(_ part: ONNXPart) -> String {
    let kind = configuration.classes > 0 ? "a conditional autoencoder" : "an autoencoder"
    let doing =
      switch part {
      case .encoder: "from data x to latents z, without a draw"
      case .decoder: "from latents z to the mean of data x"
      case .scorer:
        "what data x score at the posterior's mean, in nats a row: −log p(x|z)"
          + (hasDivergence ? ", KL(q(z|x) ‖ p(z)), and the ELBO, −(reconstruction + kl)" : "")
      }
    return
      "The \(part.rawValue) of \(kind): \(doing). Bottleneck \(configuration.bottleneck.name), "
      + "likelihood \(configuration.likelihood.family.name)."
  }

  // MARK: Inputs

  /// Of numbers: those that go through a scaler are of double precision.
  private var numbers: Port.ElementKind { scaler == nil ? .float : .double }

  /// `[rows, features]`, as they come.
  private mutating func data() -> Value {
    let meaning =
      hasBytes
      ? "data: a byte p stands for p/\(configuration.unit)"
      : scaler != nil
        ? "data, as numbers in their own units"
        : "data, as numbers; a byte p of the training data was p/\(configuration.unit)"
    var x = graph.input(
      Port(
        name: "x", type: hasBytes ? .uint8 : numbers, shape: configuration.exampleShape,
        meaning: meaning))
    if hasBytes {
      x = graph.cast(x, to: .float)
      if configuration.unit != 1 { x = graph.divide(x, Float(configuration.unit)) }
    }
    return configuration.exampleShape.count == 1
      ? x : graph.reshape(x, row: [configuration.features])
  }

  /// One number for each class; nil where the model is told none.
  private mutating func condition() -> Value? {
    guard classes.range > 0 else { return nil }
    let y = graph.input(
      Port(name: "y", type: .int64, shape: [], meaning: "classes, \(classes.description)"))
    return graph.oneHot(y, of: classes.range)
  }

  // MARK: Parts

  /// The encoder's outputs, `[rows, encoderOutputs]`, and what they mean.
  private mutating func encode(_ x: Value, _ condition: Value?) -> (Value, LatentValues) {
    // log(1 + x) of counts.
    let input = configuration.likelihood.family.readsLogarithm ? graph.log(graph.add(x, 1)) : x
    let last = configuration.encoderPlan.nodes(
      Signal(input), "encoder", parameters, in: &graph,
      condition: condition.map { (configuration.conditionedEncoderLayer, $0) })
    let outputs = graph.flat(last)
    var codes = bottleneck.codes(outputs, parameters, in: &graph)
    if let shape = configuration.posteriorFlow {
      let flow = FlowForm(shape: shape, width: configuration.bottleneck.width, name: "flow")
      codes.z = flow.forward(codes.z, parameters, in: &graph)
      // Behind a flow z is no longer normal.
      codes.logVariance = nil
    }
    return (outputs, codes)
  }

  private mutating func decode(_ z: Value, _ condition: Value?) -> DecoderValues {
    let last = configuration.decoderPlan.nodes(
      Signal(z), "decoder", parameters, in: &graph, condition: condition.map { (0, $0) })
    let likelihood = configuration.likelihood
    guard likelihood.outputsPerPixel == 2 else {
      return DecoderValues(
        locations: graph.flat(last), scale: sharedScale(likelihood),
        sharpness: likelihood.sharpness)
    }
    let halves = (0..<2).map { half in
      guard let image = last.image else {
        let size = configuration.features
        return graph.slice(last.value, half * size..<(half + 1) * size)
      }
      let channels = image.channels / 2
      let part = graph.slice(last.value, half * channels..<(half + 1) * channels)
      let shape = ImageShape(height: image.height, width: image.width, channels: channels)
      return graph.flat(Signal(part, image: shape))
    }
    let bounds = likelihood.family.logScaleBounds
    return DecoderValues(
      locations: halves[0],
      scale: .perPixel(graph.clip(halves[1], bounds.least...bounds.greatest)), sharpness: nil)
  }

  private func sharedScale(_ likelihood: Likelihood) -> DecoderValues.Scale? {
    switch likelihood.spread {
    case .fixed(let scale): return .shared(scale, log: 0)
    case .shared:
      let bounds = likelihood.family.logScaleBounds
      let log = min(max(model.logScale.elements[0], bounds.least), bounds.greatest)
      return .shared(expf(log), log: log)
    case .perPixel, nil: return nil
    }
  }

  private var hasDivergence: Bool {
    configuration.bottleneck.hasPrior && configuration.hasClosedDivergence
  }

  // MARK: Graphs

  /// Data as the network reads them.
  private mutating func scaled(_ x: Value) -> Value { scaler?.scaled(x, in: &graph) ?? x }

  private mutating func encoder() {
    let x = scaled(data())
    let codes = encode(x, condition()).1
    let shape = configuration.bottleneck
    graph.output(codes.z, Port(name: "z", type: .float, shape: [shape.width], meaning: "latents"))
    if let logVariance = codes.logVariance {
      graph.output(
        logVariance,
        Port(
          name: "z_logvar", type: .float, shape: [shape.normalSize ?? 0],
          meaning: "logarithm of the posterior's variance, in nats"))
    }
    if let codes = codes.codes {
      let numbers = graph.node("Cast", [codes], [Attribute("to", Port.ElementKind.int32.rawValue)])
      graph.output(
        numbers,
        Port(
          name: "codes", type: .int32, shape: [shape.discreteVariables ?? 0],
          meaning: "the number of each variable's category or code vector"))
    }
  }

  private mutating func decoder() {
    let width = configuration.bottleneck.width
    let z = graph.input(Port(name: "z", type: .float, shape: [width], meaning: "latents"))
    let outputs = decode(z, condition())
    var x = likelihood.mean(outputs, in: &graph)
    if hasBytes {
      let bytes = graph.clip(
        graph.multiply(x, Float(configuration.unit)), 0...Float(configuration.greatestByte))
      x = graph.node(
        "Cast", [graph.node("Round", [bytes])], [Attribute("to", Port.ElementKind.uint8.rawValue)])
    }
    if let scaler { x = scaler.restored(x, in: &graph) }
    if configuration.exampleShape.count > 1 {
      x = graph.reshape(x, row: configuration.exampleShape)
    }
    graph.output(
      x,
      Port(
        name: "x", type: hasBytes ? .uint8 : numbers, shape: configuration.exampleShape,
        meaning: "the mean of p(x|z)" + (hasBytes ? ", in bytes of 1/\(configuration.unit)" : "")))
  }

  private mutating func scorer() {
    let given = data()
    let x = scaled(given)
    let condition = condition()
    let (outputs, codes) = encode(x, condition)
    let losses = likelihood.loss(decode(codes.z, condition), of: x, in: &graph)
    let constant = configuration.likelihood.constant(features: configuration.features)
    var reconstruction = graph.add(graph.rowSums(losses), Float(constant))
    if let scaler { reconstruction = graph.add(reconstruction, scaler.volume(given, in: &graph)) }
    func port(_ name: String, _ meaning: String) -> Port {
      Port(name: name, type: .float, shape: [], meaning: meaning + " in nats")
    }
    graph.output(reconstruction, port("reconstruction", "−log p(x|z) at the posterior's mean"))
    guard hasDivergence,
      let divergence = bottleneck.divergence(outputs, codes, parameters, in: &graph)
    else { return }
    graph.output(divergence, port("kl", "KL(q(z|x) ‖ p(z))"))
    graph.output(
      graph.negative(graph.add(reconstruction, divergence)), port("elbo", "−(reconstruction + kl)"))
  }
}
