import Kernels
import Networks

/// Group normalisation: `InstanceNormalization` of each group as if it were a channel, since opset 17 has no other;
/// `nn.GroupNorm`.
extension GroupNorm.Plan: LayerForm {
  func nodes(_ input: Signal, _ name: String, _ parameters: Parameters, in graph: inout Graph)
    -> Signal
  {
    let groups = ChannelGroups(channels: image.channels).groups
    let rows = graph.reshape(input.value, row: [groups, image.features / groups])
    let normal = graph.node(
      "InstanceNormalization",
      [
        rows, graph.floats(Array(repeating: 1, count: groups), [groups]),
        graph.floats(Array(repeating: 0, count: groups), [groups]),
      ], [Attribute("epsilon", ChannelGroups.epsilon)])
    let channels = graph.reshape(normal, row: [image.channels, image.height, image.width])
    let shape = [image.channels, 1, 1]
    let scale = graph.floats(
      parameters["\(name).weight"].values, shape, name: "\(name).weight")
    let shift = graph.floats(parameters["\(name).bias"].values, shape, name: "\(name).bias")
    return Signal(graph.add(graph.multiply(channels, scale), shift), image: image)
  }

  func axes(_ name: String) -> [String: [Int]] { [:] }
}
