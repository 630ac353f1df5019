import Networks
import Words

/// A word of `--encoder`: the kind of a network, and its numbers.
package struct NetworkChoice: Worded, Equatable {
  package let kind: Network.Kind
  /// The widths of the hidden layers, where the word has them.
  package var hidden: [Int]?

  /// What is taken where nothing is asked for.
  package static let standard = NetworkChoice(kind: .mlp)

  /// The table.
  package static let words: [Word<NetworkChoice>] = [
    Word("mlp[:WIDTH,...]", "dense layers of these widths, 400 unless given") {
      widths($0).map { NetworkChoice(kind: .mlp, hidden: $0.isEmpty ? nil : $0) }
    },
    Word(
      "conv[:FILTERS,...]",
      "convolutions of so many filters, 32 and 64 unless given, then dense layers"
    ) {
      widths($0).map {
        NetworkChoice(kind: .convolutional(filters: $0.isEmpty ? [32, 64] : $0))
      }
    },
    Word(
      "res[:FILTERS,...]",
      "residual blocks of so many filters with group normalisation, then dense layers",
      "He et al. 2016, arXiv 1512.03385; Wu & He 2018, arXiv 1803.08494"
    ) {
      widths($0).map { NetworkChoice(kind: .residual(filters: $0.isEmpty ? [32, 64] : $0)) }
    },
  ]

  /// Whole numbers that layers may have for their widths; nil where some are not.
  private static func widths(_ numbers: [Double]) -> [Int]? {
    let widths = numbers.compactMap { Int(exactly: $0) }
    return widths.count == numbers.count && Network.areWidths(widths) ? widths : nil
  }

  package var description: String {
    switch kind {
    case .mlp: NamedNumbers("mlp", hidden?.map(Double.init) ?? []).text
    case .convolutional(let filters, _, _): NamedNumbers("conv", filters.map(Double.init)).text
    case .residual(let filters, _, _): NamedNumbers("res", filters.map(Double.init)).text
    }
  }
}

extension Network {
  /// Whether dense layers may have these widths.
  package static func areWidths(_ numbers: [Int]) -> Bool {
    numbers.count <= 64 && numbers.allSatisfy((1...65_536).contains)
  }
}

extension Network.Kind {
  /// The same with convolutions of this kernel and stride, where there are any.
  package func with(kernel: Int, stride: Int) -> Network.Kind {
    switch self {
    case .mlp: .mlp
    case .convolutional(let filters, _, _):
      .convolutional(filters: filters, kernel: kernel, stride: stride)
    case .residual(let filters, _, _): .residual(filters: filters, kernel: kernel, stride: stride)
    }
  }

  /// The widths of the dense layers where none are given, which `standardWidths` tells.
  package func hidden(before bottleneck: any Bottleneck) -> [Int] {
    guard convolutions != nil else { return [400] }
    return bottleneck.positionChannels == nil ? [16] : []
  }

  /// For the help.
  package static let standardWidths = "400, conv/res: 16 (vq: none)"
}
