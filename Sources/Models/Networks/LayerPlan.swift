import Kernels

/// A layer's sizes, before it has memory. Each kind of layer has its own, in its file.
package protocol LayerPlan: Sendable {
  /// Numbers that come in, for each example.
  var inputs: Int { get }
  /// Numbers that go out.
  var outputs: Int { get }
  /// The shape of what comes in; nil where the layer knows rows only.
  var inputImage: ImageShape? { get }
  var activation: Activation { get }

  /// Whether it is an `AffineLayer`.
  var isAffine: Bool { get }

  /// The chains of layers within, by name.
  var parts: [(name: String, plans: [any LayerPlan])] { get }

  /// Pairs of a position and a tap, of which the tables of a convolution are made; those of the kernel's
  /// part beyond the image are counted too.
  var pairs: Int { get }

  /// - Parameter readsData: whether it is the first of those that read examples.
  func parameters(readsData: Bool) -> [ParameterPlan]

  /// - Parameter readsData: whether it is the first of those that read examples.
  func layer(readsData: Bool) -> any Layer
}

extension LayerPlan {
  package var inputImage: ImageShape? { nil }
  package var isAffine: Bool { false }
  package var parts: [(name: String, plans: [any LayerPlan])] { [] }
  package var pairs: Int { parts.flatMap(\.plans).reduce(0) { $0 + $1.pairs } }

  package func parameters() -> [ParameterPlan] { parameters(readsData: false) }
  package func layer() -> any Layer { layer(readsData: false) }

  /// What a row leaves in the layer on its way: the layer's output and those of the layers within.
  package var numbersOfRow: Int {
    parts.flatMap(\.plans).reduce(outputs) { $0 + $1.numbersOfRow }
  }
}
