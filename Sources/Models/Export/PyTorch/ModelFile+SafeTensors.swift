import Found
import Networks
import NumberTypes
import SafeTensors
import VAE

extension ModelFile {
  /// The model's parameters as the bytes of a safetensors file, in pieces, that PyTorch's `load_state_dict` takes.
  ///
  /// - Throws: `VAEError`, for names that the network cannot have.
  package func safeTensors(_ names: TorchNames) throws(VAEError) -> [[UInt8]] {
    let entries = try names.entries(model)
    let values = Dictionary(model.storedParameters.map { ($0.name, $0) }) { first, _ in first }
    var tensors: [SafeTensorsEntry] = []
    var end = 0
    for entry in entries {
      let size = 4 * entry.shape.reduce(1, *)
      tensors.append(
        SafeTensorsEntry(
          name: entry.torchName, typeName: NumberType.f32.safeTensorsName, shape: entry.torchShape,
          range: end..<end + size))
      end += size
    }
    // Programs ask whose layout it is.
    var pieces = [SafeTensorsHeader(tensors, metadata: [("format", "pt")]).bytes]
    for entry in entries {
      let numbers = entry.toTorch(values[entry.name]?.values ?? [])
      pieces.append(numbers.withUnsafeBytes { [UInt8]($0) })
    }
    return pieces
  }

  /// The same model with the parameters of a safetensors file, as PyTorch saves its `state_dict`. All must be there,
  /// and no others. Where one differs, the figures of the training are left out: they are not those of this model.
  ///
  /// - Throws: `ToolError` with the status `badData`, naming the tensor, what it is and what was expected; `VAEError`,
  ///   for names that the network cannot have, and for parameters that the model cannot have.
  package func with(_ file: SafeTensorsFile, _ names: TorchNames) throws -> ModelFile {
    let entries = try names.entries(model)
    try checkNames(file, entries, names)
    let made = Model(model.configuration)
    var isSame = true
    for (entry, (old, new)) in zip(entries, zip(model.storedParameters, made.storedParameters)) {
      new.values = entry.fromTorch(try file.floats(entry.torchName, shape: entry.torchShape))
      isSame = isSame && old.values.elementsEqual(new.values) { $0.bitPattern == $1.bitPattern }
    }
    var record = record
    if !isSame { (record.figures, record.validation) = (nil, nil) }
    // Read back, so that a codebook's probabilities are checked too.
    return try ModelFile(ModelFile(made, record: record).frame())
  }

  private func checkNames(
    _ file: SafeTensorsFile, _ entries: [TorchEntry], _ names: TorchNames
  ) throws {
    let found = Set(file.header.entries.map(\.name))
    let expected = Set(entries.map(\.torchName))
    if found == expected { return }
    let others: TorchNames = if case .lists = names { .sequential } else { .lists }
    if let entries = try? others.entries(model), Set(entries.map(\.torchName)) == found {
      let isSequential = if case .sequential = others { true } else { false }
      throw file.refusal(
        "has the names of \(isSequential ? "nn.Sequential: add" : "nn.ModuleList: leave out") "
          + "--sequential")
    }
    if let missing = entries.first(where: { !found.contains($0.torchName) }) {
      let near = file.header.entries.prefix(4).map { quoted($0.name) }.joined(separator: ", ")
      throw file.refusal(
        "no tensor '\(missing.torchName)', expected \(entries.count) parameters of the model; "
          + "the file has \(found.count)\(found.isEmpty ? "" : ": \(near)\(found.count > 4 ? ", …" : "")")"
      )
    }
    if let more = file.header.entries.first(where: { !expected.contains($0.name) }) {
      throw file.refusal("the model has no such parameter", tensor: more.name)
    }
  }
}
