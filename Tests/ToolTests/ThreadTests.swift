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
}
