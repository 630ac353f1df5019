import LatentFits
import TensorIO
import VAE

extension Fuzzer {
  /// Models, as bodies of frames. A model that is read is written with the parameters that it came with,
  /// and what is written reads as the same.
  static var model: Fuzzer {
    Fuzzer(name: "model") { bytes in
      guard let frame = frame(bytes), isSmall(frame),
        let file = Refusal.allowed({ try ModelFile(frame) })
      else { return }
      do {
        let written = try file.frame()
        for tensor in written.tensors where !tensor.isMetadata {
          precondition(frame[tensor.name]?.isIdentical(to: tensor) == true, tensor.name)
        }
        let again = try ModelFile(written).frame()
        precondition(isSame(again, written))
      } catch {
        preconditionFailure("written and not read: \(error)")
      }
    }
  }

  /// Priors fitted to codes, and axes, as bodies of frames; both are written as they came.
  static var prior: Fuzzer {
    Fuzzer(name: "prior") { bytes in
      guard let frame = frame(bytes) else { return }
      if let prior = Refusal.allowed({ try PriorFile(frame) }) {
        expectAgain(frame) { try prior.frame() }
      }
      if let axes = Refusal.allowed({ try PrincipalComponents(frame) }) {
        expectAgain(frame) { try axes.frame() }
      }
    }
  }

  /// Traps unless every tensor that is written is one that was read.
  private static func expectAgain(_ frame: Frame, _ write: () throws -> Frame) {
    do {
      for tensor in try write().tensors {
        precondition(frame[tensor.name]?.isIdentical(to: tensor) == true, tensor.name)
      }
    } catch {
      preconditionFailure("read and not written: \(error)")
    }
  }
}
