import CJansson
import Found

extension SafeTensorsHeader {
  /// Reads the JSON text of a header.
  ///
  /// - Throws: `Fault`, for text that is no header.
  package init(json text: [UInt8]) throws(Fault) {
    if let refusal = HeaderScan(text).refusal { throw Fault(message: refusal) }
    var error = json_error_t()
    let flags = Int(JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL)
    let parsed = text.withUnsafeBytes { bytes in
      json_loadb(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, flags, &error)
    }
    guard let root = parsed else {
      let words = withUnsafeBytes(of: error.text) { Array($0.prefix { $0 != 0 }) }
      throw Fault(message: "byte \(error.position): no JSON text: \(escaped(words))")
    }
    defer { json_decref(root) }
    guard let members = JSONValue(root).members else {
      throw Fault(message: "the JSON text is no object")
    }
    var metadata: [(name: String, text: String)] = []
    var entries: [SafeTensorsEntry] = []
    for (name, value) in members {
      if name == Self.metadataName {
        metadata = try Self.metadata(value)
      } else {
        entries.append(try Self.entry(name, value))
      }
    }
    try self.init(checking: entries, metadata: metadata)
  }

  private static func metadata(
    _ value: JSONValue
  ) throws(Fault) -> [(name: String, text: String)] {
    guard let members = value.members else {
      throw Fault(message: "'\(metadataName)' is no object of texts")
    }
    var metadata: [(name: String, text: String)] = []
    for (name, value) in members {
      guard let text = value.text else {
        throw Fault(message: "'\(metadataName)', \(quoted(name)): expected a text")
      }
      metadata.append((name, text))
    }
    return metadata
  }

  private static func entry(_ name: String, _ value: JSONValue) throws(Fault) -> SafeTensorsEntry {
    func fault(_ message: String) -> Fault { Fault(message: "tensor \(quoted(name)): \(message)") }
    guard let members = value.members else { throw fault("expected an object") }
    let fields = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    if let other = members.first(where: { !["dtype", "shape", "data_offsets"].contains($0.name) }) {
      throw fault("unknown field \(quoted(other.name))")
    }
    guard let type = fields["dtype"]?.text else { throw fault("no text 'dtype'") }
    guard let shape = fields["shape"]?.integers else {
      throw fault("no 'shape' of whole numbers from 0")
    }
    guard let places = fields["data_offsets"]?.integers, places.count == 2, places[0] <= places[1]
    else { throw fault("no 'data_offsets' of two ascending whole numbers from 0") }
    return SafeTensorsEntry(
      name: name, typeName: type, shape: shape, range: places[0]..<places[1])
  }
}

/// A value of parsed JSON, borrowed from its root.
private struct JSONValue {
  private let value: UnsafeMutablePointer<json_t>

  init(_ value: UnsafeMutablePointer<json_t>) { self.value = value }

  /// The members of an object in their order; nil for all else.
  var members: [(name: String, value: JSONValue)]? {
    guard value.pointee.type == JSON_OBJECT else { return nil }
    var members: [(name: String, value: JSONValue)] = []
    var place = json_object_iter(value)
    while let current = place {
      guard let name = json_object_iter_key(current), let member = json_object_iter_value(current)
      else { return nil }
      members.append((String(cString: name), JSONValue(member)))
      place = json_object_iter_next(value, current)
    }
    return members
  }

  /// Nil for what is no text.
  var text: String? {
    guard value.pointee.type == JSON_STRING, let start = json_string_value(value) else {
      return nil
    }
    let bytes = UnsafeRawBufferPointer(start: start, count: json_string_length(value))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The numbers of a list; nil for all else, and where one is no whole number from 0.
  var integers: [Int]? {
    guard value.pointee.type == JSON_ARRAY else { return nil }
    var numbers: [Int] = []
    for index in 0..<json_array_size(value) {
      guard let element = json_array_get(value, index), element.pointee.type == JSON_INTEGER,
        let number = Int(exactly: json_integer_value(element)), number >= 0
      else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
