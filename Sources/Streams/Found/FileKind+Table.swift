/// The one table of what people give to a tool that reads something else: a name, what to do about it, and how it
/// begins. A reader that comes to the project adds its row. The first row that fits counts.
extension FileKind {
  static let text = "text"
  package static let numPyArchive = "a NumPy .npz archive"

  package static let all: [FileKind] = [
    FileKind("a tensor stream", .stream, [[0x57, 0x2A, 0x4D, 0x18]]),
    FileKind("IDX data", .convert("mnist2t FILE"), if: isIDX),
    FileKind("a PGM or PPM picture", .picture("pnm2t FILE")) { isPNM($0, "56") },
    FileKind("a plain PGM or PPM picture", .picture("pamtopnm FILE | pnm2t")) { isPNM($0, "23") },
    FileKind("a PBM picture", .picture("pbmtopgm 1 1 FILE | pamdepth 255 | pnm2t")) {
      isPNM($0, "14")
    },
    FileKind(
      "a PAM picture", .picture("pamtopnm FILE | pnm2t"), [bytes("P7\nWIDTH"), bytes("P7\n#")]),
    FileKind("a PNG picture", .convert("img2t FILE"), [[0x89] + bytes("PNG\r\n")]),
    FileKind("a JPEG picture", .convert("img2t FILE"), [[0xFF, 0xD8, 0xFF]]),
    FileKind(
      "a GIF picture", .picture("giftopnm FILE | pnm2t"), [bytes("GIF87a"), bytes("GIF89a")]),
    FileKind("a BMP picture", .picture("bmptopnm FILE | pnm2t")) {
      $0.starts(with: bytes("BM")) && $0.count > 18 && $0[6...9].allSatisfy { $0 == 0 }
    },
    FileKind(
      "a TIFF picture", .picture("tifftopnm FILE | pnm2t"), [bytes("II*\0"), bytes("MM\0*")]),
    FileKind("a WebP picture", .picture("dwebp -quiet -ppm -o - -- - < FILE | pnm2t")) {
      $0.starts(with: bytes("RIFF")) && $0.dropFirst(8).starts(with: bytes("WEBP"))
    },
    FileKind("a NumPy array", .convert("npy2t FILE"), [[0x93] + bytes("NUMPY")]),
    FileKind(numPyArchive, .convert("npy2t FILE")) { firstEntry($0)?.hasSuffix(".npy") == true },
    FileKind("a PyTorch file", .advice(fromPyTorch)) {
      guard let entry = firstEntry($0) else { return false }
      return entry.hasSuffix("data.pkl") || entry.hasSuffix("/.format_version")
    },
    FileKind("a zip archive", .advice("take out what it holds: unzip FILE")) {
      firstEntry($0) != nil
    },
    FileKind("a Python pickle", .advice(fromPickle)) {
      $0.count > 2 && $0[0] == 0x80 && (2...5).contains($0[1]) && (0x28...0x95).contains($0[2])
    },
    FileKind("an HDF5 file", .advice(asText), [[0x89] + bytes("HDF\r\n")]),
    FileKind("a MATLAB file", .advice(asText), [bytes("MATLAB 5.0 MAT-file")]),
    FileKind("a Parquet file", .advice(asText), [bytes("PAR1")]),
    FileKind("a safetensors file", .convert("safetensors2t FILE")) {
      // The size of the JSON text that follows, which is far below 2³².
      $0.count > 9 && $0[4...7].allSatisfy { $0 == 0 } && $0[8] == UInt8(ascii: "{")
        && [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: " ")].contains($0[9])
    },
    FileKind(
      "gzip data", .decompressOrRead("gzip -dc FILE"), [[0x1F, 0x8B]]),
    FileKind("xz data", .decompress("xz -dc FILE"), [[0xFD] + bytes("7zXZ\0")]),
    FileKind("bzip2 data", .decompress("bzip2 -dc FILE")) {
      $0.starts(with: bytes("BZh")) && $0.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53])
    },
    FileKind("zstd data", .decompress("zstd -dc FILE"), [[0x28, 0xB5, 0x2F, 0xFD]]),
    FileKind(
      "UTF-16 text", .convert("iconv -f UTF-16 -t UTF-8 FILE | tsv2t --tensor x"),
      [[0xFF, 0xFE], [0xFE, 0xFF]]),
    FileKind("a web page, perhaps of a failed download", .advice("download the file itself")) {
      let start = String(decoding: $0.drop(while: isBlank).prefix(14), as: UTF8.self).lowercased()
      return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
    },
    FileKind(text, .convert("tsv2t --tensor x FILE"), if: isText),
  ]

  private static let asText =
    "write its numbers as text, a row a line with tabs between, and give that to tsv2t --tensor x"

  private static let fromPyTorch =
    "in Python, write its tensors with safetensors.torch.save_file; vae-import and safetensors2t read those"

  private static let fromPickle = "in Python, write its numbers with numpy.save; npy2t reads those"

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains(byte)
  }

  /// Two zero bytes, a type and a rank.
  private static func isIDX(_ start: [UInt8]) -> Bool {
    start.count >= 4 && start[0] == 0 && start[1] == 0 && [8, 9, 11, 12, 13, 14].contains(start[2])
      && (1...4).contains(start[3])
  }

  /// `P`, one of these digits, white space, and the width or a comment: a table may have a column `P5`.
  private static func isPNM(_ start: [UInt8], _ forms: String) -> Bool {
    guard start.count > 3, start[0] == UInt8(ascii: "P"), forms.utf8.contains(start[1]),
      isBlank(start[2]), let next = start.dropFirst(2).first(where: { !isBlank($0) })
    else { return false }
    return next == UInt8(ascii: "#") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next)
  }

  /// The name of the first file of a zip archive; nil for another file.
  private static func firstEntry(_ start: [UInt8]) -> String? {
    guard start.starts(with: [0x50, 0x4B, 0x03, 0x04]), start.count >= 30 else { return nil }
    return String(
      decoding: start.dropFirst(30).prefix(Int(start[26]) | Int(start[27]) << 8), as: UTF8.self)
  }

  /// No control characters but those of lines and tabs, and either UTF-8, of which the last letter may be cut,
  /// or of another code with a few letters beside ASCII.
  private static func isText(_ start: [UInt8]) -> Bool {
    guard !start.isEmpty,
      start.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || isBlank($0) || $0 == 0x0C })
    else { return false }
    let isLong = start.count == prefixSize
    let whole = isLong ? (0...3).map { start.dropLast($0) } : [start[...]]
    if whole.contains(where: { String(validating: $0, as: UTF8.self) != nil }) { return true }
    return start.count { $0 >= 0x80 } * 4 <= start.count
  }
}
