import Datasets
import Kernels
import Networks
import Testing
import VAE
import Words

/// Options as words and numbers, there and back.
@Suite struct TextTests {
  private func expectRoundTrip<Value: LosslessStringConvertible & Equatable>(_ values: [Value]) {
    for value in values { #expect(Value(value.description) == value, "\(value)") }
  }

  @Test func comeBackAsTheyWere() {
    expectRoundTrip([
      Optimizer.adam, .adamW(decay: 0.01), .adamW(decay: 1e-300), .sgd(momentum: 0.9, decay: 0),
      .sgd(momentum: 1.0 / 3, decay: 1e-4),
    ])
    expectRoundTrip([
      Schedule.constant, .cosine(last: 0), .cosine(last: 1), .cosine(last: 0.1),
      .step(epochs: 1_000_000_007, factor: 0.1), .step(epochs: 3, factor: 2),
    ])
    for code in Axes.objectives(2) {
      #expect(LatentObjectives.words.value(of: code.name)?.description == code.name)
    }
    #expect(LatentObjectives.words.value(of: "elbo")?.description == "elbo")
    expectRoundTrip([SparsityPenalty.l1(weight: 1e-5), .kl(target: 0.05, weight: 3)])
    expectRoundTrip([
      Corruption.gaussian(deviation: 0.1), .gaussian(deviation: 1e-30), .mask(probability: 1),
      .saltAndPepper(probability: 1.0 / 3),
    ])
    var temperature = Temperature()
    expectRoundTrip([temperature])
    (temperature.first, temperature.last) = (5, 1.0 / 3)
    expectRoundTrip([temperature])
  }

  @Test func whatIsLeftOutIsStandard() {
    #expect(Optimizer("adamw") == .adamW(decay: 0.01))
    #expect(Optimizer("sgd") == .sgd(momentum: 0.9, decay: 0))
    #expect(Optimizer("adagrad") == .adaGrad)
    #expect(Optimizer("sgd:0") == .sgd(momentum: 0, decay: 0))
    #expect(Schedule("cosine") == .cosine(last: 0))
    #expect(Temperature("2")?.last == 2)
    #expect(LatentObjectives.words.value(of: "factor:6")?.description == "factor:6,256,3")
    #expect(Corruption("salt-pepper:0.5") == .saltAndPepper(probability: 0.5))
  }

  static let bad = [
    "", ":", "adam:", "adam:1", "adagrad:1", "adamw:", "adamw:1,2", "adamw:-1", "sgd:1", "sgd:0.9,",
    "sgd:,0.9",
    "sgd:0.1,0.1,0.1", "sgd:nan", "sgd:inf", "sgd:0x1", "sgd: 0.9", "sgd:0.9 ", "sgd:+0.9", "SGD",
    "sgd:0..9",
    "constant:1", "cosine:2", "cosine:-0.1", "cosine:0,0", "step", "step:1", "step:0,0.5",
    "step:1.5,0.5", "step:1,0", "step:-1,0.5", "step:1e30,0.5", "l1", "l1:-1", "l1:1,2", "kl:0.1",
    "kl:0,1", "kl:1,1", "kl:0.1,-1", "gaussian", "gaussian:-1", "gaussian:1e300", "gaussian:1,2",
    "mask:1.5", "mask:-0.5", "salt-pepper:2", "salt:0.5", "0", "1,0", "1,2,3", "-1", "1,", ",1",
    "1e400", "elbo:1", "capacity:1,2", "capacity:-1,2,3", "dip1", "dip1:1,-1", "dip3:1,1",
    "wae-rbf",
    "wae-rbf:0", "wae:1", "info-rbf:2,1", "info-rbf:0,0.5", "info-imq:1", "tc", "tc:-1", "swae:1",
    "factor", "factor:-1", "factor:1,2", "factor:1,0,1", "factor:1,2,0", "factor:1,2.5,1",
    "factor:1,5000,1", "factor:1,9,17", "factor:1,2,3,4", "capacities:1,2,3",
    "capacities:1,2,-3,4", "capacities:1,2,3,4,5",
    "swae:1,0", "swae:1,2.5", "swae:0,5",
  ]

  @Test(arguments: bad)
  func refused(text: String) {
    #expect(Optimizer(text) == nil)
    #expect(Schedule(text) == nil)
    #expect(SparsityPenalty(text) == nil)
    #expect(Corruption(text) == nil)
    #expect(Temperature(text) == nil)
    #expect(LatentObjectives.words.value(of: text) == nil)
  }

  /// A form says how many numbers a word takes: that many are read, one more or less is not.
  @Test func formsSayHowManyNumbers() {
    expectForms(LatentObjectives.words)
    expectForms(LatentPriors.words)
    expectForms(Optimizer.words)
    expectForms(Schedule.words)
    expectForms(SparsityPenalty.words)
    expectForms(Corruption.words)
    #expect(Optimizer.words.map { String($0.name) } == ["adam", "adamw", "sgd", "adagrad"])
    #expect(Optimizer.words.map(\.counts) == [0...0, 0...1, 0...2, 0...0])
    #expect(Schedule.words.map(\.counts) == [0...0, 0...1, 2...2])
  }

  private func expectForms<Value>(_ words: [Word<Value>]) {
    for word in words {
      func accepts(_ count: Int) -> Bool {
        // In the range of a share and of a number that is whole.
        ["1", "0.5", "0.5,1", "1,0.5"].contains { numbers in
          let pair = numbers.split(separator: ",")
          let given = (0..<count).map { pair[$0 % pair.count] }.joined(separator: ",")
          return words.value(of: count > 0 ? "\(word.name):\(given)" : String(word.name)) != nil
        }
      }
      let (least, most) = (word.counts.lowerBound, word.counts.upperBound)
      #expect(accepts(least), "\(word.form)")
      if most < .max { #expect(accepts(most) && !accepts(most + 1), "\(word.form)") }
      if least > 0 { #expect(!accepts(least - 1), "\(word.form)") }
    }
  }

  @Test func likelihoods() {
    let good: [(String, Likelihood)] = [
      ("bernoulli", .bernoulli), ("continuous-bernoulli", .continuousBernoulli),
      ("gaussian", .gaussian(.fixed(0.5))), ("gaussian:0.25", .gaussian(.fixed(0.25))),
      ("gaussian:learned", .gaussian(.shared)), ("gaussian:pixel", .gaussian(.perPixel)),
      ("laplace", .laplace(.fixed(1))), ("laplace:2", .laplace(.fixed(2))),
      ("laplace:learned", .laplace(.shared)), ("log-cosh", .logCosh(sharpness: 10)),
      ("log-cosh:3", .logCosh(sharpness: 3)),
      ("discretised-logistic", .discretisedLogistic(.shared)),
      ("discretised-logistic:0.1", .discretisedLogistic(.fixed(0.1))),
      ("discretised-logistic:pixel", .discretisedLogistic(.perPixel)),
    ]
    for (text, likelihood) in good { #expect(Likelihood.parse(text) == likelihood) }
    for text in [
      "", "Bernoulli", "bernoulli:1", "continuous-bernoulli:learned", "gaussian:", "gaussian:0",
      "gaussian:-1", "gaussian:1e-60", "gaussian:1e60", "gaussian:1,2", "gaussian:nan",
      "log-cosh:learned", "log-cosh:pixel", "log-cosh:0", "laplace:shared", "cauchy", "poisson:1",
    ] {
      #expect(Likelihood.parse(text) == nil, "\(text)")
    }
  }

  @Test func activations() {
    for activation in Activation.allCases {
      #expect(Activation(name: activation.name) == activation)
    }
    #expect(Activation(name: "selu") == nil)
  }
}
