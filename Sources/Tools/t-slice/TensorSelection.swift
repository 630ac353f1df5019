import Found
import TensorIO
import TensorTool
import Tool

/// Which tensors of a frame are taken. Metadata are, unless they are dropped by name.
enum TensorSelection {
  case all
  case only([String])
  case allBut([String])

  /// - Throws: `ToolError` where the options contradict each other.
  init(_ settings: Settings) throws(ToolError) {
    switch (settings.names, settings.dropped) {
    case (nil, nil): self = .all
    case (let names?, nil): self = .only(names)
    case (nil, let names?): self = .allBut(names)
    case (_?, _?):
      throw ToolError(.usage, "--drop", "has no meaning with --tensors: give one of the two")
    }
  }

  func take(_ frame: Frame) -> [Tensor] {
    switch self {
    case .all: frame.tensors
    case .only(let names): frame.tensors.filter { $0.isMetadata || names.contains($0.name) }
    case .allBut(let names): frame.tensors.filter { !names.contains($0.name) }
    }
  }

  /// Checks that the first frame has every tensor that was named, and that one with rows is left.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  func check(_ frame: Frame, from input: borrowing TensorInput) throws(ToolError) {
    let names: [String]
    switch self {
    case .all: return
    case .only(let chosen), .allBut(let chosen): names = chosen
    }
    if let missing = names.first(where: { frame[$0] == nil }) {
      let found = frame.tensors.map { "'\($0.name)'" }.joined(separator: ", ")
      throw input.refusal("no tensor \(quoted(missing)), found \(found)")
    }
    guard take(frame).contains(where: { !$0.isMetadata }) else {
      throw input.refusal("nothing but metadata would be left, expected a tensor with rows to keep")
    }
  }
}
