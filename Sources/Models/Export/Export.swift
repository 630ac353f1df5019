import Networks
import VAE

extension ModelFile {
  /// A part of the model as the bytes of an ONNX file, in pieces.
  ///
  /// - Parameter hasBytes: whether data are bytes, of the model's unit, and not numbers.
  /// - Throws: `VAEError`, naming what has no form in ONNX.
  package func onnx(_ part: ONNXPart, hasBytes: Bool) throws(VAEError) -> [[UInt8]] {
    var graph = try ModelGraph(model, classes, hasBytes: hasBytes)
    return graph.file(part)
  }
}
