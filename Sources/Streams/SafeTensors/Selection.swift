import Found
import TensorIO
import TensorTool
import Tool

/// A tensor of a file that is wanted, and the name that it gets in the stream.
package struct Selection: Sendable {
  package let name: String
  package let newName: String

  /// Names with commas between, each as it is or with a new one: `embeddings=x,y`.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package static func list(_ argument: Argument) throws(ToolError) -> [Selection] {
    let selections = argument.text.split(separator: ",", omittingEmptySubsequences: false).map {
      let words = $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Selection(name: String(words[0]), newName: String(words[words.count - 1]))
    }
    let names = selections.map(\.newName)
    guard names.allSatisfy(Tensor.isRowName), Set(names).count == names.count else {
      throw argument.refused("names of tensors, each once, such as embeddings=x,y")
    }
    return selections
  }
}
