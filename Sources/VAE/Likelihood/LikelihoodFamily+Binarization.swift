import LaneTypes

extension LikelihoodFamily {
  /// Why such a likelihood has no use for pixels of 0 and 1; nil where it has.
  package func binarizationFault(_ likelihood: Likelihood) -> String? {
    let fault: String
    switch likelihood {
    case .bernoulli, .logCosh, .gaussian(.fixed), .laplace(.fixed): return nil
    case .continuousBernoulli: fault = "which this density is not for"
    case .gaussian, .laplace: fault = "and a scale that is learned falls to nothing on them"
    case .discretisedLogistic: fault = "and this likelihood is one of bytes"
    }
    return "makes pixels 0 or 1, \(fault): use --likelihood bernoulli"
  }
}
