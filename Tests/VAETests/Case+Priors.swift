import Kernels
import VAE
import Words

extension Case {
  /// The same with another prior.
  func with(_ prior: any LatentPrior, name: String? = nil) -> Case {
    var test = Case(
      "\(name ?? self.name), \(prior)", configuration.exampleShape, configuration.network,
      configuration.bottleneck, configuration.likelihood, classes: configuration.classes, rows: rows
    )
    test.settings = settings
    test.configuration.prior = prior
    return test
  }

  /// The same with a flow behind the posterior.
  func flowing(_ couplings: Int, _ hidden: Int) -> Case {
    var test = with(
      configuration.prior, name: "\(name), \(couplings) couplings behind the posterior")
    test.configuration.posteriorFlow = Flow.Shape(couplings: couplings, hidden: hidden)
    return test
  }

  /// Every prior that is learned, with sizes that divide nothing: on dense layers and convolutions, with
  /// data between 0 and 1 and without bounds, of one draw and of several.
  static let priors: [Case] = {
    let dense = Case("mlp", [3, 7], .mlp([6, 5], .tanh), .gaussian(size: 3), rows: 35) {
      $0.objective.beta = 2.5
    }
    let plain = Case(
      "no hidden layer", [11], .mlp([], .relu), .gaussian(size: 2), .gaussian(.fixed(0.2)), rows: 7)
    let conv = Case(
      "conv", [5, 3], .conv([3], hidden: [4], .softplus), .gaussian(size: 2), .laplace(.perPixel),
      rows: 5)
    let several = Case("draws", [3, 7], .mlp([5], .silu), .gaussian(size: 9), rows: 35) {
      $0.objective.codes = LatentObjectives.words.value(of: "iwae:3")!
    }
    let told = Case("class", [3, 7], .mlp([5], .tanh), .gaussian(size: 3), classes: 3, rows: 33) {
      $0.corruption = .gaussian(deviation: 0.3)
    }
    let one = HierarchyPrior(hidden: 4, levels: [2])
    let two = HierarchyPrior(hidden: 5, levels: [9, 1])
    return [
      dense.with(VampPrior(components: 33)), plain.with(VampPrior(components: 1)),
      conv.with(VampPrior(components: 5)), several.with(VampPrior(components: 6)),
      dense.with(one), plain.with(two), conv.with(one), several.with(two), told.with(one),
    ] + [
      dense.with(FlowPrior(.init(couplings: 3, hidden: 5))),
      several.with(FlowPrior(.init(couplings: 2, hidden: 9))),
      plain.with(FlowPrior(.init(couplings: 1, hidden: 4))), dense.flowing(2, 7),
      several.flowing(3, 4), told.flowing(1, 5), several.with(one).flowing(2, 3),
      dense.with(FlowPrior(.init(couplings: 2, hidden: 3))).flowing(2, 4),
    ]
  }()
}
