import Foundation
import Testing
import ToolSandbox

/// What is no safetensors file, or a damaged one, in the hands of `safetensors2t`.
@Suite struct SafeTensorsFaultTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let fixture = Checkout.root.appending(path: "Tests/Fixtures/safetensors").path
    #expect(try box.run("cp \(fixture)/*.safetensors .") == .success())
  }

  @Test(arguments: ["types.safetensors", "odd.safetensors", "f8.safetensors"])
  func everyTruncationIsRefused(_ name: String) throws {
    let whole = try box.read(name)
    let outcome = try box.run(
      """
      for ((length = 0; length < \(whole.count); length++)); do
        head -c $length \(name) > cut
        safetensors2t --whole cut -o out 2>> errors; echo $? >> statuses
        ((length % 16)) || { safetensors2t --whole < <(cat cut) -o out 2>> errors; echo $? >> statuses; }
      done
      sort statuses | uniq -c | grep -cv ' 65$'; ls out
      grep -cv '^safetensors2t: ' errors
      """)
    #expect(outcome.text == "0\n0\n")
    try box.write("long", whole + [0])
    for line in ["safetensors2t long", "cat long | safetensors2t"] {
      let outcome = try box.run(line)
      #expect(outcome.status == 65 && outcome.errors.contains("has more behind its header"))
    }
  }

  @Test(arguments: [
    ("[]", "the JSON text is no object"),
    ("{\"x\":1}", "tensor 'x': expected an object"),
    ("{\"x\":{}}", "tensor 'x': no text 'dtype'"),
    (#"{"__metadata__":{"n":1}}"#, "'__metadata__', 'n': expected a text"),
    (#"{"x":{"dtype":"U8","shape":[2.5],"data_offsets":[0,2]}}"#, "no 'shape' of whole numbers"),
    (#"{"x":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}}"#, "no 'shape' of whole numbers"),
    (
      #"{"x":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}"#,
      "no 'data_offsets' of two ascending"
    ),
    (#"{"x":{"dtype":"U8","shape":[3],"data_offsets":[0,2]}}"#, "has 2 bytes, but U8 3 needs 3"),
    (
      #"{"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#,
      "begins at byte 1 of the data, expected 0"
    ),
    (
      #"{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"y":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#,
      "tensor 'y' begins at byte 1 of the data, expected 2"
    ),
    (
      #"{"x":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,2]}}"#,
      "is too large for any memory"
    ),
    (#"{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"x":{}}"#, "duplicate object key"),
    (#"{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"more":1}}"#, "unknown field 'more'"),
    (#"{"x":{"dtype":"U8","shape":[[2]],"data_offsets":[0,2]}}"#, "nested more than 3 deep"),
    ("{\"x\":}", "no JSON text"),
    ("{\"x\\u0000\":1}", "no JSON text"),
    ("{\"\u{1}\":1}", "no JSON text"),
    (#"{"a b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, "give it one with --tensors"),
    (
      #"{"@!new":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#,
      "needs a feature that is not known"
    ),
  ])
  func aWrongHeaderIsRefused(_ header: String, _ message: String) throws {
    try box.write("bad", SafeTensorsTests.file(header, [1, 2]))
    for line in ["safetensors2t bad -o out", "cat bad | safetensors2t -o out"] {
      let outcome = try box.run(line)
      #expect(outcome.status == 65 && outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
    #expect(try !box.files().contains("out"))
  }

  /// A number under the name of the stamp would be a stream that nothing reads back.
  @Test func theNameOfTheStampIsNoNumbers() throws {
    let header = #"{"@dtype":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}"#
    try box.write(
      "named",
      [UInt8(header.utf8.count)] + [UInt8](repeating: 0, count: 7) + header.utf8
        + [UInt8](repeating: 0, count: 8))
    #expect(
      try box.run("safetensors2t --whole named > out.t")
        == .failure(
          65,
          "safetensors2t: named: tensor '@dtype': has this name, which is that of a text in a stream: rename it"
        ))
  }

  @Test func aTruthValueIsZeroOrOne() throws {
    let header = SafeTensorsTests.y.replacingOccurrences(of: "U8", with: "BOOL")
    try box.write("bad", SafeTensorsTests.file(header, [1, 2]))
    #expect(
      try box.run("safetensors2t bad")
        == .failure(
          65,
          "safetensors2t: bad: tensor 'y': row 1: a bool is 2, expected 0 or 1"))
    let long = SafeTensorsTests.y.replacingOccurrences(of: "U8", with: "U64")
      .replacingOccurrences(of: "[0,2]", with: "[0,16]")
    try box.write("bad", SafeTensorsTests.file(long, [UInt8](repeating: 0, count: 15) + [128]))
    #expect(
      try box.run("safetensors2t bad").errors
        .contains(
          "row 1: 9223372036854775808, the largest that a stream can hold is 9223372036854775807"))
  }
}
