import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Files that are cut, damaged, or hold what a stream cannot.
extension Npy2tTests {
  /// Wherever a small file is cut, nobody takes what was written for a stream. Of large ones every fifth byte, for the
  /// time; `pipelines/mutations.sh` cuts archives at each.
  @Test(arguments: [
    "int16.npy", "fortran.npy", "scalar.npy", "no-rows.npy", "stored.npz", "deflated.npz",
    "zip64.npz",
  ])
  func everyCutIsRefused(_ file: String) throws {
    let bytes = try box.read(file)
    try box.write(
      "cut.sh",
      Array(
        """
        for ((size = 0; size < \(bytes.count); size += \(bytes.count > 300 ? 5 : 1))); do
          head -c $size \(file) > cut
          npy2t cut > one.t 2> errors; first=$?
          cat cut | npy2t > two.t 2>> errors; second=$?
          [[ $first == 65 && $second == 65 && $(wc -l < errors) == 2 ]] || { echo "$size: $first $second"; cat errors; }
          ! t-info one.t > info 2>&1 && ! t-info two.t > info 2>&1 || echo "$size: a whole stream"
        done

        """.utf8))
    #expect(try box.run("bash cut.sh") == .success())
  }

  static let faults: [(line: String, status: Int32, message: String)] = [
    ("npy2t none", 66, "none: cannot open: no such file or directory"),
    (
      "npy2t < /dev/null", 65,
      "standard input: is empty, expected a NumPy array; what came before it may have failed"
    ),
    (
      "npy2t --members x int8.npy", 64,
      "--members: int8.npy is one array, expected an archive, .npz"
    ),
    ("npy2t --tensors a,b int8.npy", 64, "--tensors: 2 names, but arrays: 1"),
    (
      "npy2t --tensors @a int8.npy", 64,
      "--tensors: expected 1 to 255 visible characters of ASCII, the first of them not @, found '@a'"
    ),
    ("npy2t --tensors a,a stored.npz", 64, "--tensors: expected each name once, found 'a,a'"),
    (
      "npy2t --unit 2 int8.npy", 64,
      "--unit: says what the bytes of 'x' stand for, and they are int8"
    ),
    ("npy2t --unit 2 bool.npy", 64, "--unit: bools are 0 and 1, their unit is 1"),
    (
      "npy2t --members q stored.npz", 65,
      "stored.npz: no array 'q', found 'x', 'y', 'z', 'labels'"
    ),
    (
      "npy2t bfloat16.npy", 65,
      "bfloat16.npy: type '<V2' is two bytes of which the file does not say what they are; "
        + "--bfloat16 if they are bfloat16"
    ),
    (
      "npy2t refused-complex.npy", 65,
      "refused-complex.npy: type '<c16' is complex numbers: save a.real and a.imag, "
        + "expected bool, i1 to i8, u1 to u8, f2, f4 or f8"
    ),
    (
      "npy2t refused-objects.npy", 65,
      "refused-objects.npy: type '|O' is Python objects: save a.astype('float32'), "
        + "expected bool, i1 to i8, u1 to u8, f2, f4 or f8"
    ),
    (
      "npy2t refused-records.npy", 65,
      "refused-records.npy: its elements are records of several fields, expected numbers: "
        + "save each field for itself, a['NAME']"
    ),
    (
      "npy2t refused-large.npy", 65,
      "refused-large.npy: row 1: 9223372036854775808, "
        + "the largest that a stream can hold is 9223372036854775807"
    ),
    ("npy2t refused-ranks.npy", 65, "refused-ranks.npy: an array of 9 dimensions, the limit is 8"),
    (
      "cat int8.npy int8.npy > two; npy2t two", 65,
      "two: bytes follow the array, 2×3 of int8; expected its end"
    ),
    (
      "cat int8.npy int8.npy | npy2t", 65,
      "standard input: bytes follow the array, 2×3 of int8; expected its end"
    ),
    (
      "cat fortran.npy int8.npy | npy2t", 65,
      "standard input: bytes follow the array, 2×3×4 of float32; expected its end"
    ),
    (
      "head -c 130 int8.npy > cut; npy2t cut", 65,
      "cut: the data end after 2 bytes, expected 2×3 of int8, 6 bytes; the file was cut"
    ),
    (
      "head -c 100 int8.npy | npy2t", 65,
      "standard input: ends inside its header: 90 bytes, expected 118; it was cut"
    ),
    (
      "sed 's/bool/x/; s/NUMPY./NUMPY\\x09/' bool.npy | npy2t", 65,
      "standard input: version 9.0 of the format, expected 1.0, 2.0 or 3.0"
    ),
    (
      "printf '\\2' | dd of=bool.npy bs=1 seek=130 conv=notrunc status=none; npy2t bool.npy", 65,
      "bool.npy: row 0: a bool is 2, expected 0 or 1"
    ),
    (
      "head -c -1 stored.npz > cut; npy2t cut", 65,
      "cut: a zip archive without its end; it was cut, or something follows it"
    ),
    (
      "sed 's/(3, 2)/(3, 3)/' stored.npz > bad; npy2t bad", 65,
      "bad: 'x.npy': the data end after 12 bytes, expected 3×3 of uint16, 18 bytes; the file was cut"
    ),
    (
      "sed 's/<u2/<i2/' stored.npz > bad; npy2t bad", 65,
      "bad: 'x.npy': wrong CRC-32: it is damaged"
    ),
    (
      "printf 'PK\\5\\6%018d' 0 | tr 0 '\\0' > bad; npy2t bad", 65,
      "bad: an archive without arrays, expected a member NAME.npy"
    ),
    ("npy2t -o int8.npy int8.npy", 64, "-o: int8.npy is also FILE, which would be lost"),
    (
      "npy2t --temporary none/none < <(cat fortran.npy)", 73,
      "none/none: cannot create a temporary file: no such file or directory"
    ),
    (
      "npy2t int8.npy > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ]

  @Test(arguments: faults)
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    let outcome = try box.run(line)
    #expect(outcome.status == status)
    #expect(outcome.errors == "npy2t: \(message)\n")
  }

  @Test(arguments: refused)
  func whatAStreamCannotHoldIsRefused(_ file: String) throws {
    let outcome = try box.run("npy2t \(file)")
    #expect(outcome.status == 65 && outcome.errors.hasPrefix("npy2t: \(file): "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  /// A header by hand, of version 1.
  static func array(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + data
  }

  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}", "the header lacks one of"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "the shape holds what is no size"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': ('a',)}", "the shape holds"),
    ("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}", "the header lacks one of"),
    ("{'descr': '<f4', 'shape': (1,)}", "the header lacks one of"),
    ("{'descr': '<f4', 'descr': '<f4', 'shape': (1,)}", "the header has 'descr'"),
    ("{'more': 1, 'descr': '<f4', 'shape': (1,)}", "the header has 'more'"),
    ("{1: 2}", "a key of the header is no text"),
    ("['descr']", "the header is no dictionary"),
    ("{'descr': '<f4'", "the header is no dictionary"),
    ("__import__('os')", "the header is no dictionary"),
    ("{'descr': 'f4', 'fortran_order': False, 'shape': (1,)}", "type 'f4' has no byte order"),
    ("{'descr': '<f3', 'fortran_order': False, 'shape': (1,)}", "type '<f3', expected bool"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 2)}",
      "a shape of 4611686018427387904×2 is too large for any memory"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
      "the shape holds what is no size"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2147483648)}",
      "a dimension of 2147483648, the limit is 2147483647"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 67108865)}",
      "rows of 67108865 numbers, the limit is 268435456 bytes a row"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 0)}",
      "9999999999 rows of no numbers, the limit is 2147483647"
    ),
    (
      "{'descr': '<f4', 'fortran_order': True, 'shape': (9999999999, 2)}",
      "the data end after 0 bytes, expected 9999999999×2 of float32"
    ),
  ])
  func headers(_ header: String, _ message: String) throws {
    let bytes = Self.array(header)
    try box.write("in.npy", bytes)
    for line in ["npy2t in.npy", "npy2t < <(cat in.npy)"] {
      let outcome = try box.run("\(line) > out")
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains(": \(message)"), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }
}
