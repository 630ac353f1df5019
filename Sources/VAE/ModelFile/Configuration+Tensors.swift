import LaneTypes
import TensorIO

/// A configuration as the metadata of a model, axis by axis. `Configuration+Fields.swift` reads what is
/// written here.
extension Configuration {
  var tensors: [Tensor] {
    [
      Tensor("@example-shape", integers: exampleShape),
      Tensor("@pixel-scale", scalar: Double(unit)),
    ] + (classes > 0 ? [Tensor("@classes", integer: classes)] : [])
      + network.tensors + bottleneckTensors + LatentPriors.tensors(prior) + likelihood.tensors
  }

  private var bottleneckTensors: [Tensor] {
    let word =
      posteriorFlow != nil
      ? Flow.bottleneckWord : prior.isStandardNormal ? bottleneck.name : LatentPriors.bottleneckWord
    return [Tensor("@bottleneck", text: word)] + bottleneck.fields
      + (posteriorFlow.map { [$0.tensor("@posterior-flow")] } ?? [])
  }
}

extension Network {
  fileprivate var tensors: [Tensor] {
    var tensors: [Tensor]
    switch kind {
    case .mlp: tensors = [Tensor("@network", text: "mlp")]
    case .convolutional(let filters, let kernel, let stride):
      tensors = [
        Tensor("@network", text: "conv"), Tensor("@filters", integers: filters),
        Tensor("@kernel", integer: kernel), Tensor("@stride", integer: stride),
      ]
    }
    return tensors + [
      Tensor("@hidden", integers: hidden), Tensor("@activation", text: activation.name),
    ]
  }
}

extension Likelihood {
  fileprivate var tensors: [Tensor] {
    [Tensor("@likelihood", text: family.name)] + numbers
  }

  private var numbers: [Tensor] {
    switch family.takes {
    case .nothing: []
    case .sharpness: sharpness.map { [Tensor("@sharpness", scalar: Double($0))] } ?? []
    case .spread(let field, _):
      switch spread {
      case .fixed(let value): [Tensor(field, scalar: Double(value))]
      case .shared: [Tensor("@spread", text: "learned")]
      case .perPixel: [Tensor("@spread", text: "pixel")]
      case nil: []
      }
    }
  }
}

extension Tensor {
  init(_ name: String, integer: Int) { self.init(name, scalar: Int64(integer)) }

  init(_ name: String, integers: [Int]) {
    self.init(name, shape: [integers.count], integers.map(Int64.init))
  }
}
