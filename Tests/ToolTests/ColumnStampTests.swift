import TensorIO
import Testing
import ToolSandbox

/// The columns of a table on their way through tools that move rows.
@Suite struct ColumnStampTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.write("a.csv", Array("n,k,y\n1,red,u\n2,blue,v\n3,,u\n4,red,v\n".utf8))
    try box.write("b.csv", Array("n,k,y\n5,red,u\n6,green,v\n".utf8))
    let made = try box.run(
      "for name in a b; do csv2t --label y $name.csv > $name.t; done; csv2t --like a.t a.csv > c.t")
    #expect(made == .success())
  }

  @Test(arguments: [
    ("t-slice --rows 1,3 a.t", "n,k,y\n2,blue,v\n4,red,v\n"),
    ("t-slice --tensors y a.t", "y\nu\nv\nu\nv\n"),
    ("t-slice --drop x a.t", "y\nu\nv\nu\nv\n"),
    ("t-select --label 1 a.t", "n,k,y\n2,blue,v\n4,red,v\n"),
    ("t-select --index <(printf '3\\n0\\n') a.t", "n,k,y\n4,red,v\n1,red,u\n"),
    (
      "t-cat --rows 3 a.t a.t",
      "n,k,y\n1,red,u\n2,blue,v\n3,,u\n4,red,v\n1,red,u\n2,blue,v\n3,,u\n4,red,v\n"
    ),
    (
      "t-shuffle a.t | t2csv | (read -r line; echo \"$line\"; sort) | csv2t --like a.t",
      "n,k,y\n1,red,u\n2,blue,v\n3,,u\n4,red,v\n"
    ),
    ("t-split -r 3 -p part- a.t > names; cat part-*", "n,k,y\n1,red,u\n2,blue,v\n3,,u\n4,red,v\n"),
  ])
  func passedOn(_ line: String, _ table: String) throws {
    #expect(try box.run("{ \(line); } | t2csv") == .success(Array(table.utf8)))
  }

  /// Rows with other columns, or none, never come into one stream.
  @Test(arguments: [
    (
      "t-cat a.t b.t",
      "t-cat: b.t: frame 0, tensor '@!columns': other than in the first frame of a.t"
    ),
    (
      "t-cat -r 9 a.t b.t",
      "t-cat: b.t: frame 0, tensor '@!columns': other than in the first frame of a.t"
    ),
    (
      "t-cat a.t plain.t",
      "t-cat: plain.t: frame 0, tensor '@!columns': not here, but in the first frame of a.t"
    ),
    (
      "t-cat plain.t a.t",
      "t-cat: a.t: frame 0, tensor '@!columns': here, but not in the first frame of plain.t"
    ),
    (
      "t-slice ab.t",
      "t-slice: ab.t: frame 1, tensor '@!columns': other than in the first frame of ab.t"
    ),
    (
      "t2csv ab.t",
      "t2csv: ab.t: frame 1, tensor '@!columns': other than in the first frame of ab.t"
    ),
    (
      "t-split -r 9 ab.t",
      "t-split: ab.t: frame 1, tensor '@!columns': other than in the first frame of ab.t"
    ),
  ])
  func refused(_ line: String, _ message: String) throws {
    let outcome = try box.run(
      "cat a.t b.t > ab.t; t-slice --drop @!columns a.t > plain.t; \(line) > out")
    #expect(outcome == .failure(65, message + ": rows of both do not belong together"))
  }

  @Test(arguments: ["t-shuffle ab.t", "t-select --index <(echo 1) ab.t"])
  func refusedByOthers(_ line: String) throws {
    let outcome = try box.run("cat a.t b.t > ab.t; \(line) > out")
    #expect(outcome.status == 65 && outcome.errors.contains("@!columns"))
  }

  @Test func aListOfColumns() throws {
    #expect(
      try box.run("t-info a.t").text
        == """
        1 frame, 4 rows, 127 bytes of elements
          @!columns  3 columns, below
          x          f64  4×2
          y          i32  4
            x  number    'n'
            x  category  'k'  'blue' 'red'
            y  label     'y'  'u' 'v'

        """)
    #expect(try box.run("cat a.t b.t | t-info").text.contains("@!columns  varies\n"))
  }
}
