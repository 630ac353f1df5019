import Found

/// A word and the numbers that go with it, as options and model files have them: `sgd:0.9,1e-4`.
package struct NamedNumbers: Equatable {
  package let name: String
  package let numbers: [Double]

  package init(_ name: String, _ numbers: [Double] = []) {
    (self.name, self.numbers) = (name, numbers)
  }

  /// - Returns: nil unless all that follows the colon are finite numbers in decimal notation with
  ///   commas between them.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    name = String(parts[0])
    guard parts.count == 2 else {
      numbers = []
      return
    }
    var numbers: [Double] = []
    for word in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Double(numeral: word) else { return nil }
      numbers.append(number)
    }
    self.numbers = numbers
  }

  /// The shortest text that reads back as the same: `sgd:0.9,0.0001`.
  package var text: String {
    guard !numbers.isEmpty else { return name }
    return name + ":" + numbers.map(NamedNumbers.plain).joined(separator: ",")
  }

  private static func plain(_ number: Double) -> String {
    number.magnitude < 1e9 && number == number.rounded() ? String(Int(number)) : "\(number)"
  }
}
