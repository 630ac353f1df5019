import Kernels
import Networks

extension Model {
  /// All that is learned under its name in the model file, in its order. The last is the logarithm of a scale, in a
  /// model whose likelihood has none too.
  private var allParameters: [Parameter] {
    groups.flatMap { $0.group.parameters.within($0.name) }
      + zip(configuration.bottleneck.learned, bottleneckParameters?.storages ?? []).map {
        Parameter($0, $1)
      } + [Parameter("likelihood.log-scale", .row(logScale))]
  }

  /// Those that a model file holds.
  package var storedParameters: [Parameter] {
    let all = allParameters.filter { $0.plan.count > 0 }
    return configuration.likelihood.hasSharedScale ? all : all.dropLast()
  }

  /// All that training moves, to be kept and put back.
  package var parameters: [[Float]] {
    allParameters.filter { $0.plan.learning == .training }.map(\.values)
  }

  /// - Parameter parts: what `parameters` was.
  package func restore(_ parts: [[Float]]) {
    let trained = allParameters.filter { $0.plan.learning == .training }
    for (parameter, values) in zip(trained, parts) { parameter.values = values }
  }
}
