import Networks
import Words

/// A word of `--encoder`: what comes before the dense layers, and its numbers.
package struct NetworkChoice: Worded, Equatable {
  package var pyramid: Network.Pyramid?
  /// The widths of the hidden layers, where the word has them.
  package var hidden: [Int]?

  /// What is taken where nothing is asked for.
  package static let standard = NetworkChoice()

  /// The table of what comes before dense layers.
  package static let steps: [Network.Pyramid.Step] = [.convolution, .residual]

  /// The table.
  package static let words: [Word<NetworkChoice>] =
    [
      Word("mlp[:WIDTH,...]", "dense layers of these widths, 400 unless given") {
        widths($0).map { NetworkChoice(hidden: $0.isEmpty ? nil : $0) }
      }
    ]
    + steps.map { step in
      Word("\(step.word)[:FILTERS,...]", step.meaning, step.source) { choice(step, $0) }
    }

  /// Whole numbers that layers may have for their widths; nil where some are not.
  private static func widths(_ numbers: [Double]) -> [Int]? {
    let widths = numbers.compactMap { Int(exactly: $0) }
    return widths.count == numbers.count && Network.areWidths(widths) ? widths : nil
  }

  private static func choice(_ step: Network.Pyramid.Step, _ numbers: [Double]) -> NetworkChoice? {
    widths(numbers).map {
      NetworkChoice(pyramid: .init(step, filters: $0.isEmpty ? [32, 64] : $0))
    }
  }

  package var description: String {
    NamedNumbers(pyramid.word, (pyramid?.filters ?? hidden ?? []).map(Double.init)).text
  }
}

extension Network {
  /// Whether dense layers may have these widths.
  package static func areWidths(_ numbers: [Int]) -> Bool {
    numbers.count <= 64 && numbers.allSatisfy((1...65_536).contains)
  }

  /// The widths of the dense layers where none are given, which `standardWidths` tells.
  package static func hidden(
    behind pyramid: Pyramid?, before bottleneck: any Bottleneck
  ) -> [Int] {
    pyramid == nil ? [400] : bottleneck.positionChannels == nil ? [16] : []
  }

  /// For the help.
  package static let standardWidths = "400, conv/res: 16 (vq: none)"
}
