import NumberTypes
import TensorIO
import Tool

extension SafeTensorsFile {
  /// All elements of a tensor of single precision, or of one that single precision holds: F32, F16 or BF16.
  ///
  /// - Throws: `ToolError` with the status `badData` for another type or shape, and where one is not finite.
  package func floats(_ name: String, shape: [Int]) throws(ToolError) -> [Float] {
    guard let entry = header.entries.first(where: { $0.name == name }) else {
      throw refusal("no tensor '\(name)'")
    }
    guard let type = entry.type, type.widened == .f32, entry.shape == shape else {
      throw refusal(
        "is \(entry.typeName) \(Shape.describe(entry.shape)), expected F32 \(Shape.describe(shape))",
        tensor: name)
    }
    let tensor = try SafeTensorsColumn(entry, as: name, self).tensor(self)
    let numbers = tensor.elements(of: Float.self)
    if let bad = numbers.firstIndex(where: { !$0.isFinite }) {
      throw refusal("element \(bad): \(numbers[bad]), expected finite numbers", tensor: name)
    }
    return numbers
  }
}
