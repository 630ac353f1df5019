import TensorIO
import Testing
import ToolSandbox

/// `vae-fit --init`: how the first weights are drawn, and that a model says so.
@Suite struct VaeFitInitTests {
  private static let standard = "mean"
  private static let names = ["today", "torch", "he", "glorot", "mean"]
  private let box: Sandbox

  init() throws { box = try Sandbox.withEveryModel() }

  /// No two starts are the same, and the option is in the record unless it is the standard.
  @Test(arguments: ["--hidden 12 -z 2", "--encoder conv:3 --hidden 6 -z 2"])
  func eachNameIsAnother(_ options: String) throws {
    var starts: [[[Float]]] = []
    for name in Self.names {
      let line = "vae-fit -q -e 0 \(options)"
      #expect(try box.run("\(line) --init \(name) few.t > a.t") == .success())
      let record = try box.frames("a.t")[0]["@options"]?.text
      #expect(record == (name == Self.standard ? nil : "--init \(name)"))
      starts.append(try box.parameters("a.t"))
      if name == Self.standard {
        #expect(try box.run("\(line) few.t | cmp - a.t") == .success())
      }
    }
    // Convolutional networks have always begun with He's.
    let alike = options.contains("conv") ? 1 : 0
    #expect(Set(starts).count == Self.names.count - alike)
  }

  /// Steps that need not learn the mean first come further.
  @Test func theFirstEpochGoesFurther() throws {
    func loss(_ name: String) throws -> Double {
      let line = "vae-fit -q -e 1 -b 16 -z 2 --hidden 12 --init \(name) --log \(name).tsv few.t"
      return try #require(
        Double(box.run("\(line) > a.t; tail -n 1 \(name).tsv | cut -f 2").text.dropLast()))
    }
    let mean = try loss("mean")
    for name in Self.names where name != "mean" { #expect(try mean < loss(name), "\(name)") }
  }

  @Test func anUnknownNameIsRefused() throws {
    let run = try box.run("vae-fit --init xavier few.t")
    #expect(run.status == 64)
    #expect(
      run.errors.hasPrefix("vae-fit: --init: expected today, torch, he, glorot or mean"))
  }

  /// What the rest of a run needs is in its checkpoint; another start is refused there.
  @Test func aResumedRunKeepsItsStart() throws {
    let line = "vae-fit -q -e 2 -z 2 --hidden 8"
    let made = try box.run(
      "\(line) --init mean --checkpoint c.t -o a.t few.t && vae-fit -q --resume c.t -o b.t few.t && cmp a.t b.t"
    )
    #expect(made == .success())
    let other = try box.run("\(line) --init he --resume c.t few.t")
    #expect(
      other
        == .failure(
          64, "vae-fit: --init: is 'he' here, the run in c.t began with 'mean': leave it out"))
  }
}
