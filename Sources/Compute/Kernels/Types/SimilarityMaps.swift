/// What the structural similarity of two images x and y is made of: averages under a window at each
/// position. All `[numbers of an image, batch]`.
package struct SimilarityMaps {
  /// Of x and of y.
  package let meanX, meanY: Panels
  /// Of x², y² and x·y.
  package let xx, yy, xy: Panels

  package init(meanX: Panels, meanY: Panels, xx: Panels, yy: Panels, xy: Panels) {
    (self.meanX, self.meanY) = (meanX, meanY)
    (self.xx, self.yy, self.xy) = (xx, yy, xy)
  }
}
