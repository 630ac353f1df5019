import Foundation
import TensorIO
import Testing
import ToolSandbox

/// What is no IDX data, is cut, or does not go together.
extension Mnist2tTests {
  @Test(arguments: [
    ("mnist2t none", 66, "none: cannot open: no such file or directory"),
    ("mnist2t images none", 66, "none: cannot open: no such file or directory"),
    ("mnist2t - - < images", 64, "-: standard input can be IMAGES or LABELS, not both"),
    ("mnist2t --skip 4 images", 64, "--skip: 4 rows to pass over, but there are 3"),
    (
      "mnist2t -n -1 images", 64,
      "-n: expected a whole number from 0 to 9223372036854775807, found '-1'"
    ),
    (
      "mnist2t labels images", 65,
      "labels: holds labels (rank 1), expected images; give images before labels"
    ),
    ("mnist2t images images", 65, "images: has rank 3, expected labels (rank 1)"),
    (
      "mnist2t < /dev/null", 65,
      "standard input: is empty, expected IDX data; what came before it may have failed"
    ),
    (
      "head -c 7 images > in; mnist2t < in", 65,
      "standard input: ends inside the IDX header: 3 bytes, expected 12 more"
    ),
    (
      "echo text > in; mnist2t < in", 65,
      "standard input: is text, expected IDX data: tsv2t --tensor x --header FILE"
    ),
    (
      "mnist2t images > in; mnist2t < in", 65,
      "standard input: is a tensor stream, expected IDX data"
    ),
    (
      "printf '\\7\\1' > in; mnist2t in", 65,
      "in: begins with '\\x07\\x01', expected '\\x00\\x00' (IDX) or '\\x1F\\x8B' (gzip)"
    ),
    (
      "printf '\\7\\1' | gzip -nc > in; mnist2t in", 65,
      "in: the data within gzip begin with '\\x07\\x01', expected '\\x00\\x00' (IDX)"
    ),
    (
      "gzip -nc < /dev/null > in; mnist2t in", 65,
      "in: ends inside the IDX header: 0 bytes, expected 4 more"
    ),
    (
      "gzip -nc images | gzip -nc > in; mnist2t in", 65,
      "in: is compressed twice (gzip within gzip), expected IDX data: "
        + "gzip -dc FILE | gzip -dc | mnist2t"
    ),
    (
      "echo 1,2 | gzip -nc > in; mnist2t in", 65,
      "in: is text within gzip, expected IDX data: gzip -dc FILE | tsv2t --tensor x --separator ,"
    ),
    (
      "mnist2t images | gzip -nc > in; mnist2t in", 65,
      "in: is a tensor stream within gzip, expected IDX data: gzip -dc FILE"
    ),
    (
      "head -c 21 images > in; mnist2t < in", 65,
      "standard input: the data end after 1 rows and 1 bytes, expected 3 rows of 4 bytes"
    ),
    (
      "head -c 21 images | mnist2t --skip 2", 65,
      "standard input: the data end after 1 rows and 1 bytes, expected 3 rows of 4 bytes"
    ),
    (
      "{ cat images; printf x; } > in; mnist2t < in", 65,
      "standard input: bytes follow the last of 3 rows (4 bytes each); expected the end"
    ),
    (
      "gzip -nc images | head -c 30 > in; mnist2t < in", 65,
      "standard input: gzip data end early, after 30 bytes; the file was cut"
    ),
    (
      "{ gzip -nc images; printf trailing; } > in; mnist2t < in", 65,
      "standard input: the gzip data end before byte 42, and 'tr' follows; "
        + "expected the end, zero bytes or another gzip member"
    ),
    (
      "{ gzip -nc images | head -c -8; printf 12345678; } > in; mnist2t < in", 65,
      "standard input: gzip data are damaged: wrong CRC or length near byte 40"
    ),
    (
      "{ gzip -nc images | head -c 10; printf '\\377%.0s' {1..20}; } > in; mnist2t < in", 65,
      "standard input: gzip data are damaged near byte 0"
    ),
    (
      "printf '\\037\\213\\007\\0\\0\\0\\0\\0\\0\\0' > in; mnist2t < in", 65,
      "standard input: no gzip data after 0 bytes: the header is not that of gzip"
    ),
    (
      "mnist2t images > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    let outcome = try box.run(line)
    #expect(outcome.status == status)
    #expect(outcome.errors == "mnist2t: \(message)\n")
  }

  @Test func whatDoesNotMakeSense() throws {
    let cases: [(type: UInt8, shape: [Int], data: [UInt8], message: String)] = [
      (0x0A, [1], [0], "IDX element type is 10, expected 8, 9 or 11 to 14"),
      (
        0x08, [], [0],
        "IDX data of rank 0, expected 1 (labels), 2 (features), 3 (grey images) or 4 (colour)"
      ),
      (
        0x08, [1, 1, 1, 1, 1], [0],
        "IDX data of rank 5, expected 1 (labels), 2 (features), 3 (grey images) or 4 (colour)"
      ),
      (0x0C, [1, 1], [0, 0, 0, 0], "elements are i32, expected u8, f32 or f64 as pixels"),
      (0x0D, [1], [0, 0, 0, 0], "elements are f32, expected u8, i8, i16 or i32 as labels"),
      (0x08, [2, 0, 3], [], "rows of 0×3 elements, expected at least one"),
      (
        0x08, [1, 65536, 65536], [],
        "rows of 65536×65536 elements, the limit is 67108864 bytes a row"
      ),
      (
        0x0E, [1, 1 << 31, 1 << 31, 1 << 31], [],
        "rows of 2147483648×2147483648×2147483648 elements, the limit is 67108864 bytes a row"
      ),
      (
        0x0D, [2, 1, 1], [0, 0, 0, 0] + bigEndian(Float(255).bitPattern),
        "row 1: a pixel is 255.0, expected 0 to 1"
      ),
      (
        0x0D, [1, 1, 1], bigEndian(Float.nan.bitPattern),
        "row 0: a pixel is nan, expected 0 to 1"
      ),
      (
        0x0D, [2, 1], [0, 0, 0, 0] + bigEndian(Float.infinity.bitPattern),
        "row 1: a number is inf, expected a finite 32-bit float"
      ),
      (
        0x0E, [1, 1], bigEndian((-1e300).bitPattern),
        "row 0: a number is -inf, expected a finite 32-bit float"
      ),
    ]
    for (type, shape, data, message) in cases {
      try box.write("in", idx(type, shape, data))
      let outcome = try box.run("mnist2t in")
      #expect(outcome.status == 65)
      #expect(outcome.errors == "mnist2t: in: \(message)\n")
    }
  }

  @Test func countsMustAgree() throws {
    try box.write("four", idx(0x08, [4], [1, 2, 3, 4]))
    #expect(
      try box.run("mnist2t images four")
        == .failure(65, "mnist2t: four: 4 labels, but 3 images in images"))
  }

  /// Wherever compressed data are cut, nobody takes what was written for a stream.
  @Test func everyCutIsRefused() throws {
    #expect(try box.run("gzip -nc images > images.gz") == .success())
    let bytes = try box.read("images.gz")
    for count in bytes.indices {
      let outcome = try box.run("mnist2t > out.t", input: Array(bytes[..<count]))
      #expect(outcome.status == 65, "\(count) bytes")
      #expect(throws: StreamError.self, "\(count) bytes") { try box.frames("out.t") }
    }
  }
}
