import CFuzzer
import Glibc
import NumPy
import TensorIO
import TensorTool
import Tool

extension Fuzzer {
  /// Arrays and archives as `npy2t` reads them. What is read is written as `t2npy` does, and read again as the same.
  static var npy: Fuzzer {
    Fuzzer(name: "npy") { bytes in
      StandardInput.hold(bytes)
      guard let frames = Refusal.allowed({ try read() }), let first = frames.first else { return }
      // The rows have one shape, and no number is made up.
      for frame in frames {
        precondition(frame.tensors.map(\.name) == first.tensors.map(\.name))
        for (one, other) in zip(frame.tensors, first.tensors) {
          precondition(one.elementType == other.elementType)
          precondition(one.shape.dropFirst() == other.shape.dropFirst())
        }
      }
      do {
        let again = try written(frames)
        precondition(again.count == frames.count)
        for (one, other) in zip(again, frames) { precondition(isSame(one, other)) }
      } catch {
        preconditionFailure("written and not read: \(error)")
      }
    }
  }

  private static func read() throws -> [Frame] {
    var form = NumPySource.Form()
    form.bfloat16 = true
    // So that there are several.
    form.frameSize = 64
    form.folder = "/dev/shm"
    var source = try NumPySource(nil, form)
    var frames: [Frame] = []
    // A header may claim two thousand million rows of no numbers, in one frame.
    while let frame = try source.next() { frames.append(frame) }
    return frames
  }

  /// The frames as an archive, read again.
  private static func written(_ frames: [Frame]) throws -> [Frame] {
    StandardInput.hold([])
    var writer = try StreamWriter(descriptor: STDIN_FILENO)
    for frame in frames { try writer.write(frame) }
    try writer.finish()
    StandardInput.rewind()
    var form = NumPyOutput.Form()
    form.isArchive = true
    form.folder = "/dev/shm"
    // A file of a name would have the tools' handlers of signals, which are libFuzzer's here.
    let file = memfd_create("output", 0)
    precondition(file >= 0)
    defer { close(file) }
    var input = try TensorInput(nil)
    var output = try NumPyOutput("/dev/fd/\(file)", form)
    while let frame = try input.next() { try output.add(frame, from: input) }
    try output.finish(input.name)
    var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
    precondition(pread(file, &bytes, bytes.count, 0) == bytes.count)
    StandardInput.hold(bytes)
    return try read()
  }
}
