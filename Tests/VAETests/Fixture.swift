import Datasets
import Foundation
import Kernels
import TensorIO

/// The first of the 1,000 images of Fashion-MNIST in `Tests/Fixtures`.
enum Fixture {
  static func images(_ count: Int) throws -> Dataset {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/fashion-1000/images.gz")
    let gzip = Process()
    let output = Pipe()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", file.path]
    gzip.standardOutput = output
    try gzip.run()
    // An IDX header of 16 bytes comes first.
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile().dropFirst(16))
    gzip.waitUntilExit()
    var data = Dataset()
    try data.append(
      Frame([Tensor("x", shape: [count, 28, 28], Array(bytes.prefix(count * 784)))]),
      likelihood: .bernoulli)
    return data
  }
}
