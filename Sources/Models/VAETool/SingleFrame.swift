import LatentFits
import Networks
import TensorIO
import TensorTool
import Tool
import VAE

/// What a file of exactly one frame holds.
package protocol SingleFrame {
  /// What it is called in messages.
  static var noun: String { get }

  /// - Throws: what says that the frame holds something else.
  init(_ frame: Frame) throws
}

extension ModelFile: SingleFrame {
  package static var noun: String { "model" }
}
extension PriorFile: SingleFrame {
  package static var noun: String { "prior" }
}
extension PrincipalComponents: SingleFrame {
  package static var noun: String { "set of axes" }
}

extension SingleFrame {
  /// Reads the file at `path`, or standard input for `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput` or `badData`.
  package init(path: String) throws { try self.init(path: path) { try Self($0) } }

  /// - Parameter read: makes it of the frame. It comes before further frames are looked for: a stream of several
  ///   is one of data as a rule, and told so.
  init(path: String, _ read: (Frame) throws -> Self) throws {
    var input = try TensorInput(path)
    guard let frame = try input.next() else {
      throw ToolError(
        .badData, input.name, "no data frame, expected a \(Self.noun), which is exactly one")
    }
    self = try blaming(input.name) { try read(frame) }
    if try input.next() != nil {
      throw input.refusal("a frame after the \(Self.noun), expected exactly one")
    }
  }
}

extension ModelFile {
  /// Reads the model of the operands `MODEL [FILE]`: standard input can be one of the two.
  ///
  /// - Parameter output: that of `-o`. The model may not be replaced by what is made with it.
  /// - Throws: `ToolError` with the status `usage`, `noInput` or `badData`.
  package init(operands: [String], output: String?) throws {
    if operands[0] == "-", operands.count < 2 || operands[1] == "-" {
      throw ToolError(.usage, "-", "standard input cannot be both the model and the stream")
    }
    try checkKept(operands[0], "MODEL", output: output)
    try self.init(path: operands[0]) { frame in
      do {
        return try ModelFile(frame)
      } catch let error as VAEError where frame["@model"] == nil && frame.kind == nil {
        throw VAEError("\(error.description); MODEL comes first")
      }
    }
  }
}
