import Kernels
import Networks
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
    let word =
      switch kind {
      case .mlp: "mlp"
      case .convolutional: "conv"
      case .residual: "res"
      }
    var tensors = [Tensor("@network", text: word)]
    if let (filters, kernel, stride) = kind.convolutions {
      tensors += [
        Tensor("@filters", integers: filters), Tensor("@kernel", integer: kernel),
        Tensor("@stride", integer: stride),
      ]
    }
    return tensors + [
      Tensor("@hidden", integers: hidden), Tensor("@activation", text: activation.name),
    ]
  }
}
