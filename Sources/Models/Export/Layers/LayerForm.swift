import Kernels
import Networks

/// What a layer is elsewhere: nodes of ONNX, and the order of its weights in PyTorch.
protocol LayerForm: LayerPlan {
  /// The layer without its activation.
  ///
  /// - Parameters:
  ///   - input: a row or an image; a layer takes either and makes what it needs of it.
  ///   - name: of the layer in the model file.
  func nodes(_ input: Signal, _ name: String, _ parameters: Parameters, in graph: inout Graph)
    -> Signal

  /// The parameters under the layer, each with the order of its axes in PyTorch: axis k there is axis `order[k]` here;
  /// nil where they are the same.
  func axes(_ name: String) -> [String: [Int]]
}

extension LayerPlan {
  /// Every kind of layer has its form in a file of its own, which a test sees to.
  var form: any LayerForm {
    guard let form = self as? any LayerForm else {
      preconditionFailure("\(type(of: self)) is not among the forms of layers")
    }
    return form
  }
}

extension [any LayerPlan] {
  /// Layers one after the other, each with its activation.
  ///
  /// - Parameters:
  ///   - name: of the chain.
  ///   - condition: what is put behind the input of a layer, and its number.
  func nodes(
    _ input: Signal, _ name: String, _ parameters: Parameters, in graph: inout Graph,
    condition: (layer: Int, value: Value)? = nil
  ) -> Signal {
    var signal = input
    for (index, plan) in enumerated() {
      if let condition, condition.layer == index {
        let row = graph.flat(signal)
        signal = Signal(graph.concatenate([row, condition.value]))
      }
      let output = plan.form.nodes(signal, "\(name).\(index)", parameters, in: &graph)
      signal = Signal(graph.activate(output.value, plan.activation), image: output.image)
    }
    return signal
  }

  func axes(_ name: String) -> [String: [Int]] {
    enumerated().reduce(into: [:]) { all, layer in
      all.merge(layer.element.form.axes("\(name).\(layer.offset)")) { first, _ in first }
    }
  }
}
