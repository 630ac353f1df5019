import Glibc
import Words

/// weight · |KL − C|, with C rising from 0 to `nats` in some epochs (Burgess et al. 2018, equation 8); of a joint
/// bottleneck also that of its numbers and that of its categories, each with a C of its own (Dupont 2018, equation
/// 7).
package struct Capacity: LatentObjective {
  package let weight, nats: Double
  /// Of the categories; nil where the whole KL has one capacity.
  package let categoryNats: Double?
  /// Epochs in which both rise.
  package let epochs: Double

  static let word = Word<any LatentObjective>(
    "capacity:W,NATS,EPOCHS", "W times |KL - C|, C rising from 0 to NATS in EPOCHS",
    "Burgess et al. 2018, arXiv 1804.03599"
  ) {
    guard $0.allSatisfy({ $0 >= 0 }) else { return nil }
    return Capacity(weight: $0[0], nats: $0[1], epochs: $0[2])
  }

  static let wordOfBoth = Word<any LatentObjective>(
    "capacities:W,NATS,CATEGORY-NATS,EPOCHS",
    "W times |KL - C| of the numbers of joint, and of its categories",
    "Dupont 2018, arXiv 1804.00104"
  ) {
    guard $0.allSatisfy({ $0 >= 0 }) else { return nil }
    return Capacity(weight: $0[0], nats: $0[1], categoryNats: $0[2], epochs: $0[3])
  }

  package init(weight: Double, nats: Double, categoryNats: Double? = nil, epochs: Double) {
    (self.weight, self.nats) = (weight, nats)
    (self.categoryNats, self.epochs) = (categoryNats, epochs)
  }

  package var description: String {
    guard let categoryNats else { return NamedNumbers("capacity", [weight, nats, epochs]).text }
    return NamedNumbers("capacities", [weight, nats, categoryNats, epochs]).text
  }

  package var need: BottleneckNeed { categoryNats == nil ? .divergence : .numbersAndCategories }
  package var takesBeta: Bool { false }
  package var epochsOfChange: Double { epochs }

  package func fault(_ bottleneck: any Bottleneck, batch: Int, epochs: Int) -> Refusal? {
    guard let categoryNats, let numbers = bottleneck.normalSize,
      let variables = bottleneck.discreteVariables
    else { return nil }
    // The KL of a variable is greatest where it always has one category.
    let most = Double(variables) * log(Double((bottleneck.width - numbers) / variables))
    guard categoryNats > most else { return nil }
    // Rounded down, so that the number in the message is not refused.
    let units = Int((most * 1e4).rounded(.down))
    let nats = "\(units / 10_000).\(String(10_000 + units % 10_000).dropFirst())"
    return (
      nil, "takes at most \(nats) nats for the categories: variables times log categories"
    )
  }

  /// A straight line, then level.
  package func capacities(epochs done: Double) -> Capacities? {
    func line(to nats: Double) -> Double { epochs > 0 ? nats * min(1, done / epochs) : nats }
    return Capacities(numbers: line(to: nats), categories: categoryNats.map(line))
  }

  package func weights(divergence: Double, categories: Double, epochs: Double, beta: Double)
    -> (whole: Double, categories: Double)
  {
    let asked = capacities(epochs: epochs)
    func sign(_ divergence: Double, _ nats: Double?) -> Double {
      divergence < nats ?? 0 ? -weight : weight
    }
    guard let categoryNats = asked?.categories else {
      let weight = sign(divergence, asked?.numbers)
      return (weight, weight)
    }
    return (sign(divergence - categories, asked?.numbers), sign(categories, categoryNats))
  }

  package func loss(
    divergence: Double, categories: Double, beta: Double, capacities: Capacities?
  ) -> Double {
    let numbers = capacities?.numbers ?? nats
    guard let categoryNats else { return weight * abs(divergence - numbers) }
    return weight
      * (abs(divergence - categories - numbers)
        + abs(categories - (capacities?.categories ?? categoryNats)))
  }
}
