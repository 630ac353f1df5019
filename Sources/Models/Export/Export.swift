import VAE

extension ModelFile {
  /// A part of the model as the bytes of an ONNX file.
  ///
  /// - Parameters:
  ///   - hasBytes: whether data are bytes, of the model's unit, and not numbers.
  ///   - version: of the program.
  /// - Throws: `VAEError`, naming what has no form in ONNX.
  package func onnx(_ part: ONNXPart, hasBytes: Bool, version: String) throws(VAEError) -> [UInt8] {
    var graph = try ModelGraph(model, hasBytes: hasBytes)
    return graph.file(part, version: version)
  }
}
