import Found
import Testing

@Suite struct FileKindTests {
  /// Tables and lines that begin like a file of another kind are text.
  @Test(arguments: [
    "1,2\n", "a\tb\n", "P5\tP6\n1\t2\n", "BM,BZh\n", "GIF8,1\n", "II*,1\n", "PK,1\n",
    "RIFF 1 WEBP\n",
    "\u{FEFF}1;2\n", "größe;y\n", "P2 P3\n", "MATLAB 5.0\n", "{\"a\": 1}\n", "身長,体重\n1,2\n",
  ])
  func textIsText(_ text: String) {
    #expect(FileKind(text.utf8)?.name == "text")
    #expect(FileKind((text + String(repeating: "数", count: 200)).utf8)?.name == "text")
    #expect(
      FileKind((text + "a" + String(repeating: "数", count: 200)).utf8)?.name == "text")
  }

  @Test(
    arguments: [
      [0, 0, 7, 3], [0, 0, 8, 0], [0, 0, 8, 5], [0xFF], [0, 1, 2, 3], [0x1F],
      [0x80, 0x10, 0x41, 0x42],
      [0x50, 0x4B, 3, 4], [65, 0, 66], [],
    ] as [[UInt8]])
  func othersAreNotNamed(_ bytes: [UInt8]) {
    #expect(FileKind(bytes) == nil)
  }

  /// A command line within another: gzip around what it is.
  @Test(
    arguments: [
      (
        [0x89] + Array("PNG\r\n".utf8),
        "is a PNG picture within gzip, expected IDX data: "
          + "gzip -dc FILE | img2t"
      ),
      (
        [0x1F, 0x8B, 8, 0],
        "is compressed twice (gzip within gzip), expected IDX data: "
          + "gzip -dc FILE | gzip -dc | mnist2t"
      ),
      (
        Array("1,2\n".utf8),
        "is text within gzip, expected IDX data: "
          + "gzip -dc FILE | tsv2t --tensor x --separator ,"
      ),
      (
        Array("1,5;2\n".utf8),
        "is text within gzip, expected IDX data: "
          + "gzip -dc FILE | tr , . | tsv2t --tensor x --separator ';'"
      ),
      (
        [0x57, 0x2A, 0x4D, 0x18], "is a tensor stream within gzip, expected IDX data: gzip -dc FILE"
      ),
    ] as [([UInt8], String)])
  func theLayerIsNamed(_ start: [UInt8], _ message: String) {
    #expect(FileKind(start)?.refusalWithinGzip(.idx) == message)
  }

  @Test(arguments: [
    (
      Expected.stream,
      "is gzip data, expected a tensor stream: for IDX data, mnist2t FILE; "
        + "for others, gzip -dc FILE | …"
    ),
    (.table, "is gzip data, expected lines of text: gzip -dc FILE | tsv2t"),
    (.lines, "is gzip data, expected lines of text: gzip -dc FILE | …"),
    (.picture, "is gzip data, expected a binary PGM or PPM picture: gzip -dc FILE | pnm2t"),
  ])
  func theCureIsThatOfTheTool(_ expected: Expected, _ message: String) {
    #expect(FileKind([0x1F, 0x8B, 8, 0])?.refusal(expected) == message)
  }

  @Test(arguments: [
    ("1\t2\n", "tsv2t --tensor x FILE"), ("1 2\n", "tsv2t --tensor x --separator blank FILE"),
    ("a,b\n", "tsv2t --tensor x --separator , --header FILE"), ("7\n", "tsv2t --tensor x FILE"),
    ("\"a\";\"b\"\n", "tsv2t --tensor x --separator ';' --header FILE"),
    ("5.1,3.5,setosa\n", "tsv2t --tensor x --separator , FILE"),
    ("1,5 2,5\n", "tr , . < FILE | tsv2t --tensor x --separator blank"),
    ("\u{FEFF}a\n", "tsv2t --tensor x --header FILE"),
    ("1, 2, 3\n", "tsv2t --tensor x --separator , FILE"),
  ])
  func theFirstLineTellsTheOptions(_ text: String, _ command: String) {
    #expect(TableGuess(text.utf8).command == command)
  }
}
