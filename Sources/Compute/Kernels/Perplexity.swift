import Glibc

/// How many codes are in use, in effect: exp of the entropy of the frequencies `uses / Σ uses`. K where
/// K codes are used alike, 1 where one serves for all, 0 where nothing was counted.
///
/// Rounded to thousandths: the C library's functions are not the same everywhere in their last bit.
package func perplexity(uses: [Int]) -> Double {
  let total = uses.reduce(0, +)
  guard total > 0 else { return 0 }
  let entropy = uses.reduce(0.0) { sum, count in
    guard count > 0 else { return sum }
    let frequency = Double(count) / Double(total)
    return sum - frequency * log(frequency)
  }
  return (exp(entropy) * 1000).rounded() / 1000
}
