extension Graph {
  /// Nodes and constants as `decoder.js` reads them. Floats are in one text of base64, in the order of their constants.
  var json: [(String, JSON)] {
    var bytes: [UInt8] = []
    let constants = constants.map { constant in
      var entry: [JSON] = [.text(constant.name), .numbers(constant.shape)]
      switch constant.elements {
      case .floats(let numbers): numbers.withUnsafeBytes { bytes += $0 }
      case .integers(let numbers): entry.append(.numbers(numbers))
      // Of a scaler, which no page has.
      case .doubles, .truths: preconditionFailure("numbers that a page has no use for")
      }
      return JSON.list(entry)
    }
    return [
      ("nodes", .list(nodes.map(\.json))), ("constants", .list(constants)),
      ("numbers", .text(Base64.text(bytes))),
    ]
  }
}

extension Node {
  fileprivate var json: JSON {
    .list([
      .text(operation), .list(inputs.map { .text($0.name) }), .list(outputs.map { .text($0.name) }),
      .object(attributes.map { ($0.name, $0.value.json) }),
    ])
  }
}

extension Attribute.Value {
  fileprivate var json: JSON {
    switch self {
    case .float(let number): .number(Double(number))
    case .integer(let number): .number(Double(number))
    case .integers(let numbers): .numbers(numbers)
    }
  }
}
