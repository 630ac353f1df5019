import Datasets
import Kernels
import VAE
import Words

extension Fuzzer {
  /// The words of options and model files. A value that is read is written as text that reads as the same.
  static var words: Fuzzer {
    Fuzzer(name: "words") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      check(text, Optimizer.self)
      check(text, Schedule.self)
      check(text, LatentPriors.words)
      check(text, LatentObjectives.words)
      check(text, SparsityPenalty.self)
      check(text, Corruption.self)
      check(text, PixelKind.self)
      check(text, Temperature.self)
      check(text, Flow.Shape.self)
      if let likelihood = Likelihood.parse(text) {
        precondition(text.hasPrefix(likelihood.family.name))
      }
    }
  }

  private static func check<Value>(_ text: String, _ words: [Word<Value>]) {
    guard let value = words.value(of: text) else { return }
    let other = words.value(of: "\(value)")
    precondition(other.map { "\($0)" } == "\(value)", "\(text) becomes \(value)")
  }

  private static func check<Value: LosslessStringConvertible & Equatable>(
    _ text: String, _: Value.Type
  ) {
    guard let value = Value(text) else { return }
    precondition(Value(value.description) == value, "\(text) becomes \(value)")
  }
}
