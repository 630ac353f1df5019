/// Layers one after the other. One of them may be told the class of each example: its input then has
/// a row for each class below the other rows, 1 for the example's own class and 0 for the others.
package final class Sequential: Sendable {
  package let layers: [any Layer]
  /// The layer that is told the class; nil in a model without a condition.
  package let conditioned: Int?
  package let classes: Int

  package init(_ layers: [any Layer], conditioned: Int? = nil, classes: Int = 0) {
    self.layers = layers
    self.conditioned = classes > 0 ? conditioned : nil
    self.classes = classes
  }

  package var outputs: Int { layers[layers.count - 1].outputs }
  /// The index of the last layer.
  package var last: Int { layers.count - 1 }

  /// The rows of layer `index`'s output that are the next layer's classes.
  func classRows(after index: Int) -> Int { conditioned == index + 1 ? classes : 0 }

  /// What training steps, in the order of the model file.
  ///
  /// - Parameter name: of the chain; a layer's is its number behind that.
  package func groups(_ name: String) -> [NamedGroup] {
    layers.enumerated().flatMap { $1.groups("\(name).\($0)") }
  }

  /// The layers with weights and a bias, those within other layers too.
  package var affineLayers: [any LearnedWeights] {
    groups("").compactMap { $0.group as? any LearnedWeights }
  }
}

extension [NamedGroup] {
  /// Those with weights and a bias.
  package var layers: [NamedWeights] {
    compactMap { entry in (entry.group as? any LearnedWeights).map { (entry.name, $0) } }
  }
}
