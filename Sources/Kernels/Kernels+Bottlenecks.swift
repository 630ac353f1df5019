import LaneTypes
import LanesV3
import LanesV4

/// The kernels of bottlenecks other than the Gaussian's reparameterisation.
extension Kernels {
  package func divergenceSums(_ parameters: Panels, result: UnsafeMutablePointer<Float>) {
    pick(LanesV3.divergenceSums, LanesV4.divergenceSums)(parameters, result)
  }

  package func softmax(
    _ logits: Panels, uniform: Panels?, temperature: Float, categories: Int, result: Panels,
    panels: Range<Int>
  ) {
    pick(LanesV3.softmax, LanesV4.softmax)(
      logits, uniform, temperature, categories, result, panels)
  }

  package func categoricalDivergence(
    _ logits: Panels, categories: Int, divergence: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.categoricalDivergence, LanesV4.categoricalDivergence)(
      logits, categories, divergence, panels)
  }

  package func categoricalBackward(
    logits: Panels, soft: Panels, zGradient: Panels, temperature: Float,
    weight: UnsafePointer<Float>, categories: Int, gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.categoricalBackward, LanesV4.categoricalBackward)(
      logits, soft, zGradient, temperature, weight, categories, gradient, panels)
  }

  package func oneHotOfLargest(
    _ source: Panels, categories: Int, result: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.oneHotOfLargest, LanesV4.oneHotOfLargest)(source, categories, result, panels)
  }

  package func oneHot(
    _ labels: UnsafePointer<Int32>, first: Int, classes: Int, result: Panels,
    panels: Range<Int>
  ) {
    pick(LanesV3.oneHot, LanesV4.oneHot)(labels, first, classes, result, panels)
  }

  package func oneHotColumns(
    _ labels: UnsafePointer<Int32>, first: Int, classes: Int, result: Panels, rows: Range<Int>
  ) {
    pick(LanesV3.oneHotColumns, LanesV4.oneHotColumns)(labels, first, classes, result, rows)
  }

  package func absoluteSums(
    _ codes: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.absoluteSums, LanesV4.absoluteSums)(codes, result, panels)
  }

  package func addSigns(
    _ codes: Panels, weight: Float, to gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.addSigns, LanesV4.addSigns)(codes, weight, gradient, panels)
  }

  package func bernoulliSparsity(
    _ codes: Panels, target: Float, slopes: UnsafeMutablePointer<Float>
  ) -> Float {
    pick(LanesV3.bernoulliSparsity, LanesV4.bernoulliSparsity)(codes, target, slopes)
  }

  package func addToRows(
    _ values: UnsafePointer<Float>, weight: Float, gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.addToRows, LanesV4.addToRows)(values, weight, gradient, panels)
  }

  package func activationBackward(
    output: Panels, activation: Activation, gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.activationBackward, LanesV4.activationBackward)(
      output, activation, gradient, panels)
  }
}
