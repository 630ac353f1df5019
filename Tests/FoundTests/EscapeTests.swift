import Found
import Testing

@Suite struct EscapeTests {
  @Test(arguments: [
    ("plain text", "'plain text'"), ("", "''"), ("\u{FEFF}1", "'\\xEF\\xBB\\xBF1'"),
    ("1\u{200B}", "'1\\xE2\\x80\\x8B'"), ("a\tb\n", "'a\\x09b\\x0A'"), ("\\x31", "'\\x5Cx31'"),
    ("1\u{A0}2", "'1\\xC2\\xA02'"), ("\u{FF11}", "'\\xEF\\xBC\\x91'"),
    ("\u{1B}[31m", "'\\x1B[31m'"),
    ("\u{7F}~", "'\\x7F~'"),
  ])
  func whatIsFoundIsEscaped(_ text: String, _ shown: String) {
    #expect(quoted(text) == shown)
  }

  /// Two texts that differ are shown differently: each byte is, and what stands for it begins with a backslash,
  /// which nothing else does.
  @Test func everyByteIsShownInItsWay() {
    let shown = (0...255 as ClosedRange<UInt8>).map { escaped([$0]) }
    #expect(Set(shown).count == 256)
    for text in shown {
      #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
      #expect(text.utf8.count == 1 ? text != "\\" : text.hasPrefix("\\x") && text.utf8.count == 4)
    }
  }

  @Test func longTextIsCut() {
    #expect(quoted("123456", most: 5) == "'12345…'")
    #expect(quoted("12345", most: 5) == "'12345'")
    #expect(quoted("é", most: 1) == "'\\xC3…'")
  }

  @Test(arguments: [
    ("größe.t", "größe.t"), ("数据.t", "数据.t"), ("a\nb", "a\\x0Ab"),
    ("\u{202E}t.a", "\\xE2\\x80\\xAEt.a"),
    ("\u{FEFF}a", "\\xEF\\xBB\\xBFa"), ("a\u{A0}b", "a\\xC2\\xA0b"), ("a\\b", "a\\b"),
    ("3×2…", "3×2…"),
    ("a\u{2028}b", "a\\xE2\\x80\\xA8b"), ("👩‍👧.t", "👩\\xE2\\x80\\x8D👧.t"),
  ])
  func lettersOfNamesStay(_ text: String, _ shown: String) {
    #expect(visible(text) == shown)
  }
}
