import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Tables that R and DuckDB wrote: one table, in three texts.
@Suite struct TablesOfOthersTests {
  @Test(arguments: [
    ("r.csv", ["FALSE", "TRUE"]), ("r-semicolons.csv", ["FALSE", "TRUE"]),
    ("duckdb.csv", ["false", "true"]),
  ])
  func whatOthersWroteIsRead(_ file: String, _ levels: [String]) throws {
    let box = try Sandbox()
    let path = Checkout.root.appending(path: "Tests/Fixtures/tables/\(file)").path
    #expect(try box.run("csv2t --id plant --label species '\(path)' > x.t") == .success())
    let frame = try #require(try box.frames("x.t").first)
    #expect(
      frame.columns?.all == [
        Column(place: "id", kind: .id, name: "plant"), Column(kind: .number, name: "height"),
        Column(kind: .number, name: "visits"), Column(kind: .flag, name: "alive", levels: levels),
        Column(place: "y", kind: .label, name: "species", levels: ["setosa", "virginica"]),
      ])
    let x = try #require(frame["x"]).elements(of: Double.self)
    #expect(x[3].isNaN)
    #expect(x.filter { !$0.isNaN } == [1.5, 0, 1, 3, 0, -2e-10, 12, 1, 170, 7, 1])
    #expect(frame["y"]?.elements(of: Int32.self) == [0, 1, 0, -1])
    let text = try box.run("t2csv x.t | cut -d , -f 1-2")
    #expect(
      text
        == .success(Array("plant,height\np1,1.5\n\"p, 2\"\n\"p \"\"3\"\"\",-2e-10\np4,170\n".utf8)))
  }
}
