/// Layers one after the other. One of them may be told the class of each example: its input then has
/// a row for each class below the other rows, 1 for the example's own class and 0 for the others.
package final class Chain: Sendable {
  package let layers: [any Layer]
  /// The layer that is told the class; nil in a model without a condition.
  package let conditioned: Int?
  package let classes: Int

  package init(_ layers: [any Layer], conditioned: Int?, classes: Int) {
    self.layers = layers
    self.conditioned = classes > 0 ? conditioned : nil
    self.classes = classes
  }

  package var outputs: Int { layers[layers.count - 1].outputs }
  /// The index of the last layer.
  package var last: Int { layers.count - 1 }

  /// The rows of layer `index`'s output that are the next layer's classes.
  func classRows(after index: Int) -> Int { conditioned == index + 1 ? classes : 0 }
}
