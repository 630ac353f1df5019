import LatentFits
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
