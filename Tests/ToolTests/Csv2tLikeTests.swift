import TensorIO
import Testing
import ToolSandbox

/// Tables that are brought to the columns of another stream.
@Suite struct Csv2tLikeTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.write("train.csv", Array("a,k,f,y\n1.5,red,no,u\n2,blue,yes,v\n".utf8))
    let made = try box.run("csv2t --label y train.csv > train.t")
    #expect(made == .success())
  }

  private func run(_ options: String, _ text: String) throws -> Outcome {
    try box.write("new.csv", Array(text.utf8))
    return try box.run("csv2t --like train.t \(options) new.csv > new.t && t2csv new.t")
  }

  @Test(arguments: [
    ("", "a,k,f,y\n3,blue,no,v\n", "a,k,f,y\n3,blue,no,v\n"),
    ("", "y,f,k,a\nv,no,blue,3\n", "a,k,f,y\n3,blue,no,v\n"),
    ("--drop y", "f,k,a\nno,blue,3\n", "a,k,f\n3,blue,no\n"),
    ("--drop y", "f,k,a,y\nno,blue,3,w\n", "a,k,f\n3,blue,no\n"),
    ("--unseen missing", "a,k,f,y\n3,green,maybe,w\n", "a,k,f,y\n3,,,\n"),
    ("--id i", "i,a,k,f,y\ni1,3,blue,no,v\n", "a,k,f,y,i\n3,blue,no,v,i1\n"),
    ("--kind t=text --time w", "w,t,a,k,f,y\n1,x,3,,,\n", "a,k,f,y,w,t\n3,,,,1,x\n"),
    ("", "a;k;f;y\n3,5;blue;no;v\n", "a,k,f,y\n3.5,blue,no,v\n"),
    // A table without rows has its columns.
    ("", "a,k,f,y\n", "a,k,f,y\n"),
  ])
  func brought(_ options: String, _ text: String, _ table: String) throws {
    #expect(try run(options, text) == .success(Array(table.utf8)))
  }

  @Test func aFurtherColumnIsLeftOut() throws {
    let outcome = try run("", "a,k,more,f,y,'z\n3,blue,0,no,v,1\n")
    #expect(outcome.text == "a,k,f,y\n3,blue,no,v\n")
    #expect(
      outcome.errors == "csv2t: left out 2 columns that train.t lacks: 'more', ''z'\n")
  }

  @Test(arguments: [
    ("", "a,k,y\n3,blue,v\n", 65, "csv2t: new.csv: no column 'f', which train.t has"),
    (
      "", "a,k,f\n3,blue,no\n", 65,
      "csv2t: new.csv: no column 'y', which train.t has; --drop leaves it out"
    ),
    (
      "", "a,k,f,y\n3,green,no,v\n", 65,
      "csv2t: new.csv: line 2, column 2, 'k': found 'green', expected 'blue', 'red'; --unseen missing takes it for missing"
    ),
    (
      "", "a,k,f,y\n3,blue,no,w\n", 65,
      "csv2t: new.csv: line 2, column 4, 'y': found 'w', expected 'u', 'v'; --unseen missing takes it for missing"
    ),
    (
      "", "a,k,f,y\nx,blue,no,v\n", 65,
      "csv2t: new.csv: line 2, column 1, 'a': found 'x', expected a number"
    ),
    ("--drop a", "a,k,f,y\n3,blue,no,v\n", 64, "csv2t: --drop: train.t needs the column 'a'"),
    (
      "--kind a=count", "a,k,f,y\n3,blue,no,v\n", 64,
      "csv2t: --kind: 'a' is number in train.t, found count"
    ),
    (
      "--kind b=number", "a,k,f,y,b\n3,blue,no,v,1\n", 64,
      "csv2t: --kind: 'b' is no column of train.t, so it cannot be number"
    ),
    (
      "--id i", "i,a,k,f,y\n\(String(repeating: "i", count: 65)),3,blue,no,v\n", 65,
      "csv2t: new.csv: line 2, column 1, 'i': a text of 65 bytes, which is more than 64: --text-bytes 65"
    ),
  ])
  func refused(_ options: String, _ text: String, _ status: Int32, _ message: String) throws {
    #expect(try run(options, text) == .failure(status, message))
  }

  @Test func whatHasNoColumns() throws {
    try box.writeFrame("plain.t", Tensor("x", shape: [1, 1], [1] as [Float]))
    #expect(
      try box.run("csv2t --like plain.t train.csv > out.t")
        == .failure(
          65,
          "csv2t: plain.t: frame 0: no '@!columns', expected a table, or a model of one, that csv2t began"
        ))
    #expect(
      try box.run("csv2t --unseen missing train.csv > out.t")
        == .failure(64, "csv2t: --unseen: has no meaning without --like"))
  }

  /// A pipe is read once where that will do.
  @Test func onePass() throws {
    #expect(
      try box.run("cat train.csv | csv2t --like train.t | cmp - <(csv2t --like train.t train.csv)")
        == .success())
    #expect(
      try box.run("printf 'a,n\\n1,2\\n' | csv2t --kind a=number --kind n=count | t2csv")
        == .success(Array("a,n\n1,2\n".utf8)))
    let refused = try box.run("cat train.csv | csv2t --label y > out.t")
    #expect(
      refused
        == .failure(
          64,
          "csv2t: standard input: is a pipe and must be read twice to find what its columns are: --spool copies it to a "
            + "temporary file, --like FILE tells them"))
  }
}
