import Kernels

/// A parameter of a model as PyTorch has it.
struct TorchEntry {
  /// In the model file.
  let name: String
  let shape: [Int]
  /// What `load_state_dict` calls it.
  let torchName: String
  /// The axes there, each by what it is here; nil where they are the same.
  let order: [Int]?
  /// The columns there, or with one axis the numbers, each by what it is here; nil where they are the same.
  let columns: [Int]?
  /// The rows there, each by what it is here; nil where they are the same.
  let rows: [Int]?

  init(
    _ name: String, _ shape: [Int], as torchName: String? = nil, order: [Int]? = nil,
    columns: [Int]? = nil, rows: [Int]? = nil
  ) {
    (self.name, self.shape, self.torchName) = (name, shape, torchName ?? name)
    (self.order, self.columns, self.rows) = (order, columns, rows)
  }

  /// The shape there.
  var torchShape: [Int] { order.map { $0.map { shape[$0] } } ?? shape }

  /// Where each element there comes from; nil where all stay in their places.
  private var sources: [Int]? {
    if let order { return Permutation(order, of: shape).sources }
    if columns == nil, rows == nil { return nil }
    let width = shape.dropFirst().reduce(1, *)
    return (0..<shape[0]).flatMap { row in
      (0..<width).map { (rows?[row] ?? row) * width + (columns?[$0] ?? $0) }
    }
  }

  func toTorch(_ values: [Float]) -> [Float] {
    sources.map { $0.map { values[$0] } } ?? values
  }

  func fromTorch(_ values: [Float]) -> [Float] {
    guard let sources else { return values }
    var result = values
    for (place, source) in sources.enumerated() { result[source] = values[place] }
    return result
  }
}
