import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Early stopping.
@Suite struct VaeFitPatienceTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
    let fixture = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000").path
    let setup = try box.run(
      "mnist2t -n 60 \(fixture)/images.gz > train.t; cp few.t valid.t")
    #expect(setup == .success())
  }

  /// So large a rate on so few images that the model soon fits them alone.
  static let fit = "vae-fit -q -b 20 -z 8 --hidden 64 --lr 0.01 --validate valid.t"

  @Test(arguments: ["", "--beta-warmup 6", "-m vq --codes 16", "-m ae"])
  func theBestModelIsKept(_ options: String) throws {
    let line = "\(Self.fit) \(options) -e 300 --patience 3 --log log.tsv train.t > fit.t"
    #expect(try box.run(line) == .success())
    let warmup = options.contains("warmup") ? 6.0 : 0
    let rows = try box.readLog().lines.filter { $0["epoch"] >= warmup }
    let best = try #require(rows.min { $0["valid_loss"] < $1["valid_loss"] })
    let last = try #require(rows.last)
    #expect(last["epoch"] < 300 && last["epoch"] == best["epoch"] + 3)

    let model = try box.frames("fit.t")[0]
    let told = try #require(model["@valid-loss"]?.scalar(of: Double.self))
    #expect(abs(told - best["valid_loss"]) < 0.501e-4)
    #expect(model["@epochs"]?.scalar(of: Int64.self).map(Double.init) == best["epoch"])
    #expect(model["@epochs-asked"]?.scalar(of: Int64.self) == 300)
    // The same as if the run had been told when to end.
    let again = "\(Self.fit) \(options) -e \(Int(best["epoch"])) train.t > again.t"
    #expect(try box.run(again) == .success())
    #expect(try box.parameters("fit.t") == box.parameters("again.t"))
  }

  /// With patience for all epochs the best is kept all the same.
  @Test func patienceIsNotTheOnlyEnd() throws {
    let line = "\(Self.fit) -e 25 --patience 100 --log log.tsv train.t > fit.t"
    #expect(try box.run(line) == .success())
    let losses = try box.readLog().lines.map { $0["valid_loss"] }
    #expect(losses.count == 25)
    let told = try #require(try box.frames("fit.t")[0]["@valid-loss"]?.scalar(of: Double.self))
    #expect(abs(told - (losses.min() ?? .nan)) < 0.501e-4)
    #expect(losses[24] > told)
  }
}
