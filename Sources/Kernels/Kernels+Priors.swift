import LaneTypes
import LanesV3
import LanesV4

/// The densities of learned priors, and their gradients.
extension Kernels {
  package func mixtureTerms(
    _ components: Panels, precisions: Panels, constants: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.mixtureTerms, LanesV4.mixtureTerms)(components, precisions, constants, panels)
  }

  package func mixtureLogDensity(
    _ z: Panels, components: Panels, precisions: Panels, constants: UnsafePointer<Float>,
    logShares: Panels, logDensity: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.mixtureLogDensity, LanesV4.mixtureLogDensity)(
      z, components, precisions, constants, logShares, logDensity, panels)
  }

  package func mixtureBackward(
    _ z: Panels, components: Panels, precisions: Panels, logDensity: UnsafePointer<Float>,
    weights: UnsafePointer<Float>, shares: Panels, zGradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.mixtureBackward, LanesV4.mixtureBackward)(
      z, components, precisions, logDensity, weights, shares, zGradient, panels)
  }

  package func mixtureComponentGradient(
    _ z: Panels, weights: UnsafePointer<Float>, shares: Panels, components: Panels,
    precisions: Panels, gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.mixtureComponentGradient, LanesV4.mixtureComponentGradient)(
      z, weights, shares, components, precisions, gradient, panels)
  }

  package func addLogDensity(
    _ x: Panels, parameters: Panels?, to sums: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.addLogDensity, LanesV4.addLogDensity)(x, parameters, sums, panels)
  }

  package func logDensityBackward(
    _ x: Panels, parameters: Panels?, weights: UnsafePointer<Float>, xGradient: Panels,
    gradient: Panels?, panels: Range<Int>
  ) {
    pick(LanesV3.logDensityBackward, LanesV4.logDensityBackward)(
      x, parameters, weights, xGradient, gradient, panels)
  }

  package func drawNormals(
    _ parameters: Panels, noise: Panels, x: Panels, sums: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.drawNormals, LanesV4.drawNormals)(parameters, noise, x, sums, panels)
  }

  package func drawNormalsBackward(
    _ parameters: Panels, noise: Panels, xGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.drawNormalsBackward, LanesV4.drawNormalsBackward)(
      parameters, noise, xGradient, weights, gradient, panels)
  }

  package func addRows(_ source: Panels, to target: Panels, panels: Range<Int>) {
    pick(LanesV3.addRows, LanesV4.addRows)(source, target, panels)
  }

  package func activateRows(
    _ source: Panels, activation: Activation, result: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.activateRows, LanesV4.activateRows)(source, activation, result, panels)
  }
}
