import VAE

/// The words of `--encoder`.
enum NetworkName: String, CaseIterable {
  case mlp, conv

  /// The word and what may follow it.
  var form: String {
    switch self {
    case .mlp: "mlp[:WIDTH,...]"
    case .conv: "conv[:FILTERS,...]"
    }
  }

  /// A few words.
  var meaning: String {
    switch self {
    case .mlp: "dense layers of these widths, 400 unless given"
    case .conv: "convolutions of so many filters, 32 and 64 unless given, then dense layers"
    }
  }

  /// - Parameter numbers: that follow the word, if some do.
  /// - Returns: the kind of network; the widths of the dense layers, if the word has them.
  func network(_ numbers: [Int]?) -> (Network.Kind, hidden: [Int]?) {
    switch self {
    case .mlp: (.mlp, numbers)
    case .conv: (.convolutional(filters: numbers ?? [32, 64]), nil)
    }
  }
}
