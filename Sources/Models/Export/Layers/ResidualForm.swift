import Networks

/// A residual block: a body and a shortcut, which are added.
extension Residual.Plan: LayerForm {
  func nodes(_ input: Signal, _ name: String, _ parameters: Parameters, in graph: inout Graph)
    -> Signal
  {
    // Both ways need an image.
    var image = input
    if input.image == nil, let shape = inputImage {
      image = Signal(graph.channelsFirst(input.value, shape), image: shape)
    }
    let a = body.nodes(image, "\(name).body", parameters, in: &graph)
    let b = shortcut.nodes(image, "\(name).shortcut", parameters, in: &graph)
    return Signal(graph.add(a.value, b.value), image: a.image)
  }

  func axes(_ name: String) -> [String: [Int]] {
    body.axes("\(name).body").merging(shortcut.axes("\(name).shortcut")) { first, _ in first }
  }
}
