import Foundation
import TensorIO

/// The bytes of a stream of these frames.
func encode(_ frames: [Frame], level: Int32 = StreamWriter.defaultLevel) throws -> [UInt8] {
  let file = tmpfile()!
  defer { fclose(file) }
  var writer = try StreamWriter(descriptor: fileno(file), level: level)
  for frame in frames { try writer.write(frame) }
  try writer.finish()
  return Array(try FileHandle(fileDescriptor: rewound(file)).readToEnd() ?? Data())
}

/// The frames in these bytes.
func decode(
  _ bytes: [UInt8], limits: Limits = .standard, fragment: Bool = false
) throws -> [Frame] {
  try throughFile(bytes) { descriptor in
    var reader = try StreamReader(descriptor: descriptor, limits: limits, fragment: fragment)
    var frames: [Frame] = []
    while let frame = try reader.next() { frames.append(frame) }
    return frames
  }
}

/// Calls `body` with a file that holds these bytes.
func throughFile<R>(_ bytes: [UInt8], _ body: (Int32) throws -> R) throws -> R {
  let file = tmpfile()!
  defer { fclose(file) }
  try FileHandle(fileDescriptor: fileno(file)).write(contentsOf: bytes)
  return try body(rewound(file))
}

private func rewound(_ file: UnsafeMutablePointer<FILE>) -> Int32 {
  lseek(fileno(file), 0, SEEK_SET)
  return fileno(file)
}

/// The error that `body` throws.
func streamError(_ body: () throws -> Void) -> StreamError? {
  do {
    try body()
    return nil
  } catch {
    return error as? StreamError
  }
}

/// Two frames of rows with one row, two rows, and every type of element.
func smallFrames() throws -> [Frame] {
  [
    try Frame([
      Tensor("x", shape: [1, 2, 3], [0, 1, 2, 253, 254, 255] as [UInt8]),
      Tensor("y", shape: [1], [-7] as [Int32]),
      Tensor("@source", text: "drawn by hand, 手描き"),
    ]),
    try Frame([
      Tensor("x", shape: [2, 2, 3], [UInt8](0..<12)),
      Tensor("y", shape: [2], [Int32.min, .max]),
      Tensor("z", shape: [2, 1], [-0.0, .nan] as [Float]),
      Tensor("precise", shape: [2, 1], [Double.ulpOfOne, -.infinity]),
      Tensor("@epochs", scalar: Int64.min),
      Tensor("nothing", shape: [2, 0], [] as [Float]),
    ]),
  ]
}

/// Same names, types, shapes and bits.
func equal(_ a: [Frame], _ b: [Frame]) -> Bool {
  a.elementsEqual(b) { a, b in
    a.tensors.elementsEqual(b.tensors) { a, b in
      a.name == b.name && a.elementType == b.elementType && a.shape == b.shape
        && bits(a) == bits(b)
    }
  }
}

/// The elements as bit patterns, so that NaN equals itself.
func bits(_ tensor: Tensor) -> [UInt64] {
  switch tensor.elementType {
  case .u8: tensor.elements(of: UInt8.self).map(UInt64.init)
  case .i32: tensor.elements(of: Int32.self).map { UInt64(UInt32(bitPattern: $0)) }
  case .i64: tensor.elements(of: Int64.self).map(UInt64.init(bitPattern:))
  case .f32: tensor.elements(of: Float.self).map { UInt64($0.bitPattern) }
  case .f64: tensor.elements(of: Double.self).map(\.bitPattern)
  case .utf8: tensor.text!.utf8.map(UInt64.init)
  }
}
