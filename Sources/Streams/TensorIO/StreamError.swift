/// Why a stream could not be read or written, and where.
public struct StreamError: Error, Sendable, Equatable {
  /// A position in the stream.
  public enum Place: Sendable, Equatable {
    /// Bytes from the beginning of the input.
    case input(byte: Int)
    /// Bytes from the beginning of the frame's decompressed body.
    case body(byte: Int)
  }

  public let reason: Reason
  /// The frame, counted from 0 over the whole input, END frames included.
  public internal(set) var frame: Int?
  public internal(set) var place: Place?
  /// The name of the tensor.
  public internal(set) var tensor: String?

  init(_ reason: Reason, frame: Int? = nil, place: Place? = nil, tensor: String? = nil) {
    (self.reason, self.frame, self.place, self.tensor) = (reason, frame, place, tensor)
  }

  /// The `errno` of a system call that failed; `nil` when the data are at fault.
  public var systemError: Int32? {
    switch reason {
    case .input(let code), .output(let code): code
    default: nil
    }
  }
}

extension StreamError: CustomStringConvertible {
  /// One line without a final full stop: `frame 3, tensor 'x', byte 40 of the body: …`.
  public var description: String {
    var location: [String] = []
    if let frame { location.append("frame \(frame)") }
    if let tensor { location.append("tensor '\(tensor)'") }
    switch place {
    case .input(let byte): location.append("byte \(byte)")
    case .body(let byte): location.append("byte \(byte) of the body")
    case nil: break
    }
    let prefix = location.joined(separator: ", ")
    return prefix.isEmpty ? reason.message : "\(prefix): \(reason.message)"
  }
}
