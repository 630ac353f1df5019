/// The words of `--bottleneck`.
enum BottleneckName: String, CaseIterable {
  case none, gaussian, categorical, joint, vq

  /// A few words.
  var meaning: String {
    switch self {
    case .none: "z is what the encoder gives; no prior"
    case .gaussian: "normal numbers with the prior N(0, I)"
    case .categorical: "categorical variables with a uniform prior"
    case .joint: "normal numbers and, after them, categorical variables"
    case .vq: "each variable the nearest vector of a codebook"
    }
  }

  /// Authors, year and where to find it.
  var paper: String? {
    switch self {
    case .none: nil
    case .gaussian: "Kingma & Welling 2014, arXiv 1312.6114"
    case .categorical: "Jang et al. 2017, arXiv 1611.01144"
    case .joint: "Dupont 2018, arXiv 1804.00104"
    case .vq: "van den Oord et al. 2017, arXiv 1711.00937"
    }
  }
}
