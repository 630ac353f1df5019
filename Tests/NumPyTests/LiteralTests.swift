import NumPy
import Testing

@Suite struct LiteralTests {
  private func shape(_ text: String) -> String? {
    func describe(_ literal: Literal) -> String {
      switch literal {
      case .text(let text): "'\(String(decoding: text, as: UTF8.self))'"
      case .bool(let value): "\(value)"
      case .integer(let value): value.map { "\($0)" } ?? "?"
      case .tuple(let items): "(\(items.map(describe).joined(separator: " ")))"
      case .list(let items): "[\(items.map(describe).joined(separator: " "))]"
      case .dictionary(let entries):
        "{\(entries.map { "\(describe($0.key)):\(describe($0.value))" }.joined(separator: " "))}"
      }
    }
    return Literal(Array(text.utf8)).map(describe)
  }

  @Test(arguments: [
    ("()", "()"), ("(3,)", "(3)"), ("(3)", "3"), (" ( 3 , 4L )\n", "(3 4)"),
    ("[1, [2],]", "[1 [2]]"),
    ("{'a': True, \"b\": (False,),}", "{'a':true 'b':(false)}"), ("{}", "{}"), ("-1", "?"),
    ("99999999999999999999", "?"), ("''", "''"),
  ])
  func literals(_ text: String, _ expected: String) { #expect(shape(text) == expected) }

  @Test(arguments: [
    "", "(", "(,)", "(1 2)", "{'a'}", "{'a':}", "{'a': 1,,}", "'a", "'a\"", "'\\n'", "1.5", "+1",
    "-", "--1", "L",
    "None", "1 2", "(1,) x", "((((((((((1,),),),),),),),),)", "\u{663}", "-\u{663}",
  ])
  func noLiterals(_ text: String) { #expect(shape(text) == nil) }
}
