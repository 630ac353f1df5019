import TensorIO
import Testing
import ToolSandbox

/// How many threads a tool computes with, shown with `vae-fit`.
@Suite struct ThreadTests {
  @Test(arguments: ["0", "x", "", ",2", "1025", " 1"])
  func aSenselessVariableIsRefused(_ value: String) throws {
    let outcome = try Sandbox().run("vae-fit none.t", environment: ["OMP_NUM_THREADS": value])
    #expect(
      outcome
        == .failure(
          64,
          "vae-fit: OMP_NUM_THREADS: expected a whole number from 1 to 1024, found '\(value)'"))
  }

  @Test func theOptionGoesBeforeTheVariable() throws {
    let outcome = try Sandbox().run(
      "vae-fit --threads 1 none.t", environment: ["OMP_NUM_THREADS": "x"])
    #expect(outcome.status == 66)
  }

  /// The same bytes for any number, whatever the model: as a model file, as codes, and as data.
  @Test(arguments: Sandbox.kinds.keys.sorted())
  func theSameBytesForAnyNumber(_ kind: String) throws {
    let box = try Sandbox.withEveryModel()
    let fit = "vae-fit -q -e 2 -b 48 \(Sandbox.kinds[kind] ?? "") --validate few.t"
    let encode = "vae-encode --sample \(kind).t few.t"
    let decode = "vae-decode --sample \(kind).t"
    let first = "\(fit) --threads 1 few.t > m1.t; \(encode) --threads 1 > z1.t; "
    #expect(try box.run(first + "\(decode) z1.t --threads 1 > x1.t") == .success())
    for threads in [2, 3, 7] {
      let lines = [
        "\(fit) --threads \(threads) few.t | cmp - m1.t",
        "\(encode) --threads \(threads) | cmp - z1.t",
        "\(decode) z1.t --threads \(threads) | cmp - x1.t",
      ]
      for line in lines { #expect(try box.run(line) == .success(), "\(line)") }
    }
  }
}
