/// A linear map along one axis of an image, each output a weighted sum of neighbouring inputs: a blur, a
/// pooling, or what undoes the shape of either. Without ownership.
///
/// The lines of the image are `outer` blocks, each of them `inputs` places along the axis, each of those
/// `inner` neighbouring lines: for images `[height, width, channels]` the height has one block and
/// width·channels lines a place, the width as many blocks as the height and the channels.
package struct AxisMap {
  /// The first input of each output, `[outputs]`.
  package let first: UnsafePointer<Int32>
  /// How many inputs each output has, `[outputs]`.
  package let counts: UnsafePointer<Int32>
  /// `[outputs, most]`.
  package let weights: UnsafePointer<Float>
  package let most: Int
  package let inputs, outputs: Int
  package let outer, inner: Int

  package init(
    first: UnsafePointer<Int32>, counts: UnsafePointer<Int32>, weights: UnsafePointer<Float>,
    most: Int, inputs: Int, outputs: Int, outer: Int, inner: Int
  ) {
    (self.first, self.counts, self.weights, self.most) = (first, counts, weights, most)
    (self.inputs, self.outputs, self.outer, self.inner) = (inputs, outputs, outer, inner)
  }
}
