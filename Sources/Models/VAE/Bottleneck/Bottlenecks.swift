import Found
import Networks
import TensorIO
import Words

/// The table of bottlenecks.
package enum Bottlenecks {
  package static let all: [any Bottleneck.Type] = [
    IdentityBottleneck.self, GaussianBottleneck.self, CategoricalBottleneck.self,
    JointBottleneck.self, VectorQuantizedBottleneck.self, TopKBottleneck.self,
  ]

  /// That which is taken where none is asked for.
  package static let standard = BottleneckChoice(GaussianBottleneck.self) {
    GaussianBottleneck(size: $0.latent)
  }

  /// That which hands on what the encoder gives.
  package static func plain(size: Int) -> some Bottleneck { IdentityBottleneck(size: size) }

  /// The bottleneck of a model file.
  ///
  /// - Throws: `VAEError`, naming the field, what it holds and what was expected.
  static func read(_ fields: Fields) throws -> any Bottleneck {
    let word = try fields.text("@bottleneck")
    guard let type = all.first(where: { $0.fileWords.contains(word) }) else {
      throw VAEError(
        "'@bottleneck' is \(quoted(word)), expected \(alternatives(all.flatMap { $0.fileWords })): a newer model?"
      )
    }
    return try type.init(fields)
  }

  /// The words of those that read an option, for a message: `categorical or joint`.
  package static func words(reading option: BottleneckOption) -> String {
    list { type, _ in type.options.contains(option) }
  }

  /// The words of those with a property, for a message: `gaussian or none`.
  package static func words(where isWanted: (any Bottleneck) -> Bool) -> String {
    list { isWanted($1) }
  }

  /// The standard one first.
  private static func list(_ isWanted: (any Bottleneck.Type, any Bottleneck) -> Bool) -> String {
    let rows = all.filter { type in
      let least = [Double](repeating: 1, count: type.word.counts.lowerBound)
      return type.word.make(least).map { isWanted(type, $0.bottleneck(BottleneckOptions())) }
        ?? false
    }
    let words = rows.map { String($0.word.name) }
    let first = words.filter { $0 == standard.description }
    return alternatives(first + words.filter { $0 != standard.description })
  }
}

/// What `--bottleneck` names: a row of the table, and the numbers behind its word.
package struct BottleneckChoice: Sendable {
  package let type: any Bottleneck.Type
  private let numbers: [Double]
  private let make: @Sendable (BottleneckOptions) -> any Bottleneck

  init(
    _ type: any Bottleneck.Type, numbers: [Double] = [],
    _ make: @escaping @Sendable (BottleneckOptions) -> any Bottleneck
  ) {
    (self.type, self.numbers, self.make) = (type, numbers, make)
  }

  package func bottleneck(_ options: BottleneckOptions) -> any Bottleneck { make(options) }

  package func reads(_ option: BottleneckOption) -> Bool { type.options.contains(option) }
}

extension BottleneckChoice: Worded, Equatable {
  package static var words: [Word<BottleneckChoice>] { Bottlenecks.all.map { $0.word } }

  package var description: String { NamedNumbers(String(type.word.name), numbers).text }

  package static func == (one: BottleneckChoice, other: BottleneckChoice) -> Bool {
    one.description == other.description
  }
}

/// What other options say of a bottleneck.
package struct BottleneckOptions: Sendable, Equatable {
  package var latent = 20
  package var variables = 1
  package var categories = 10
  package var straightThrough = false
  package var codes = 256
  package var codeSize = 16
  package var sparsity: SparsityPenalty?

  package init() {}
}

/// The options that belong to some bottlenecks only, by their words.
package enum BottleneckOption: String, Sendable {
  case variables, categories, temperature, codes, sparsity
  case straightThrough = "straight-through"
  case codeSize = "code-size"
  case freeBits = "free-bits"
}
