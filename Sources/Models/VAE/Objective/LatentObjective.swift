import Kernels

/// Why an objective cannot be had: the option that is to blame, nil for the objective's own, and the reason.
package typealias Refusal = (option: String?, reason: String)

/// What training asks of z beside a good reconstruction: the part of the loss that is not the reconstruction's.
///
/// Each objective is a value in a file of its own here, with a row in the table `LatentObjectives`. Its description is
/// its word and its numbers, as the command line and model files have them. What most objectives have in common is
/// the standard of a requirement.
package protocol LatentObjective: Sendable, Equatable, CustomStringConvertible {
  /// What the bottleneck must have; nothing unless stated.
  var need: BottleneckNeed { get }

  /// The fewest examples that what is asked of the codes of a batch can be told from; 1 where nothing is asked of
  /// them together. A batch of fewer is left out: its figure and its gradients are 0, and nothing is learned of it.
  var leastExamples: Int { get }

  /// The most examples in a step.
  var mostExamples: Int { get }

  /// Why a run cannot have the objective beyond what `need` and the numbers of examples say; nil where it can.
  func fault(_ bottleneck: any Bottleneck, batch: Int, epochs: Int) -> Refusal?

  /// Whether the KL is weighed by `--beta`; else the objective says itself what the KL weighs, and the codes need no
  /// other penalty.
  var takesBeta: Bool { get }

  /// Whether the weight of the KL may rise from 0 in the first epochs.
  var takesWarmup: Bool { get }

  /// Whether the loss is a bound on −log p(x) where z has a KL, but for the weight of that and losses on images. A
  /// bound asks for no more than log p(z) and log q(z|x) of draws; the others need a KL in closed form, or compare
  /// codes with N(0, I).
  var isBound: Bool { get }

  /// Whether it adds a figure of its own to the loss: a penalty, or what a bound gains over the evidence lower bound.
  var hasPenalty: Bool { get }

  /// The bound that several draws of z are made for; nil where the bottleneck's own regulariser is minimised.
  var bound: ImportanceBound? { get }

  /// The figure of the codes of a batch that is added to the loss; nil where the KL is all.
  var penalty: (any Penalty)? { get }

  /// What the KL is multiplied by in the loss: `beta`, the weight that the command line gives, unless stated.
  func divergenceWeight(beta: Double) -> Double

  /// The weights of the KL in a step whose weight is not rising any more, and of the part of it that is of the
  /// categories beside the numbers of a joint bottleneck.
  ///
  /// - Parameters:
  ///   - divergence: the KL of the batch, its mean over the examples in nats.
  ///   - categories: the part of it that is of such categories.
  ///   - epochs: that are over, whole and in parts.
  func weights(divergence: Double, categories: Double, epochs: Double, beta: Double)
    -> (whole: Double, categories: Double)

  /// What the KL adds to the loss as figures have it, in nats.
  ///
  /// - Parameter capacities: what was asked for; nil for what is asked for in the end.
  func loss(divergence: Double, categories: Double, beta: Double, capacities: Capacities?) -> Double

  /// The nats of KL that are asked for after some epochs, whole and in parts; nil where none are.
  func capacities(epochs: Double) -> Capacities?

  /// Epochs after which the loss of one is that of another.
  var epochsOfChange: Double { get }

  /// The discriminator that it learns beside the model, as it is at first; nil where it has none.
  func discriminator(_ bottleneck: any Bottleneck, seed: UInt64, engine: Engine) -> Discriminator?
}

extension LatentObjective {
  package var need: BottleneckNeed { .nothing }
  package var leastExamples: Int { 1 }
  package var mostExamples: Int { .max }
  package func fault(_ bottleneck: any Bottleneck, batch: Int, epochs: Int) -> Refusal? { nil }
  package var takesBeta: Bool { true }
  package var takesWarmup: Bool { takesBeta }
  package var isBound: Bool { false }
  package var hasPenalty: Bool { penalty != nil }
  package var bound: ImportanceBound? { nil }
  package var penalty: (any Penalty)? { nil }
  package func divergenceWeight(beta: Double) -> Double { beta }
  package func weights(divergence: Double, categories: Double, epochs: Double, beta: Double)
    -> (whole: Double, categories: Double)
  { (divergenceWeight(beta: beta), divergenceWeight(beta: beta)) }
  package func loss(
    divergence: Double, categories: Double, beta: Double, capacities: Capacities?
  ) -> Double { divergenceWeight(beta: beta) * divergence }
  package func capacities(epochs: Double) -> Capacities? { nil }
  package var epochsOfChange: Double { 0 }
  package func discriminator(
    _ bottleneck: any Bottleneck, seed: UInt64, engine: Engine
  ) -> Discriminator? { nil }

  /// Whether it asks for so many nats of KL.
  package var hasCapacity: Bool { capacities(epochs: 0) != nil }

  /// Why a run cannot have the objective; nil where it can.
  package func refusal(_ bottleneck: any Bottleneck, batch: Int, epochs: Int) -> Refusal? {
    if batch > mostExamples {
      return (nil, "takes at most \(mostExamples) examples in a step: use a smaller --batch")
    }
    if batch < leastExamples {
      return (
        nil,
        "compares the examples of a step, which takes \(leastExamples) of them: use -b \(leastExamples) or more"
      )
    }
    if !need.isMet(bottleneck) { return (nil, "needs \(need.what)") }
    return fault(bottleneck, batch: batch, epochs: epochs)
  }
}
