import Datasets
import Found
import Networks
import TensorIO
import Words

/// A scaler as a model has it.
extension Scaler {
  private static let (field, shifts, scales) = ("@!scaler", "scaler.shift", "scaler.scale")

  var tensors: [Tensor] {
    [
      Tensor(Self.field, text: columns.map { $0.scaling.description + "\n" }.joined()),
      Tensor(Self.shifts, shape: [columns.count], columns.map(\.shift)),
      Tensor(Self.scales, shape: [columns.count], columns.map(\.scale)),
    ]
  }

  /// - Parameter count: of the numbers in an example.
  /// - Returns: nil where the model has none.
  /// - Throws: `VAEError`, naming the tensor, what it holds and what was expected.
  init?(_ fields: Fields, columns count: Int) throws {
    guard fields.has(Self.field) else {
      for name in [Self.shifts, Self.scales] where fields.has(name) {
        throw VAEError("tensor '\(name)' has no place in a model without '\(Self.field)'")
      }
      return nil
    }
    let text = try fields.text(Self.field)
    let words = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard words.count == count + 1, words[count].isEmpty else {
      throw VAEError(
        "'\(Self.field)' has \(words.count - 1) lines, expected \(count): a word for each number")
    }
    let shifts = try fields.numbers(Self.shifts, shape: [count])
    let scales = try fields.numbers(Self.scales, shape: [count])
    var columns: [Column] = []
    columns.reserveCapacity(count)
    for index in 0..<count {
      guard let scaling = Scaling(String(words[index])) else {
        throw VAEError(
          "'\(Self.field)', line \(index + 1): \(quoted(String(words[index]))), expected \(Scaling.syntax): a newer model?"
        )
      }
      guard scales[index] >= .leastNormalMagnitude else {
        throw VAEError(
          "tensor '\(Self.scales)', element \(index): \(scales[index]), expected a positive number")
      }
      columns.append(Column(scaling, shift: shifts[index], scale: scales[index]))
    }
    self.init(columns)
  }
}
