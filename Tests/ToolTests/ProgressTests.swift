import TensorIO
import Testing
import ToolSandbox

/// The progress line, shown with `vae-fit` under a terminal that `script` makes.
@Suite(.enabled(if: Checkout.has("script"))) struct ProgressTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let pixels = [UInt8](repeating: 9, count: 64 * 9)
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [64, 3, 3], pixels)])])
  }

  func onTerminal(_ line: String) throws -> String {
    try box.run("script -qec '\(line)' /dev/null < /dev/null").text
  }

  let fit = "vae-fit -z 2 --hidden 4 -e 20000 -o model.t in.t"

  @Test func aTerminalSeesOneLineRewritten() throws {
    let text = try onTerminal(fit)
    let lines = text.replacing("\r\n", with: "").split(separator: "\r")
    #expect(lines.count > 2)
    #expect(lines.allSatisfy { $0.contains("%  epoch ") })
    #expect(lines.dropLast().allSatisfy { $0.contains(" left") })
    #expect(text.hasSuffix("\r\n"))
    #expect(!text.contains("\u{1B}"), "no escape sequences, whatever NO_COLOR says")
  }

  @Test func theLineIsNoWiderThanTheTerminal() throws {
    let text = try onTerminal("stty cols 30; \(fit)")
    let lines = text.replacing("\r\n", with: "").split(separator: "\r")
    #expect(lines.count > 2 && lines.allSatisfy { $0.count <= 29 })
  }

  @Test(arguments: [
    "vae-fit -q -z 2 --hidden 4 -e 9 -o model.t in.t",
    "vae-fit -z 2 --hidden 4 -e 9 -o model.t in.t 2>&1 | cat",
  ])
  func otherwiseThereIsNone(_ line: String) throws {
    #expect(try onTerminal(line) == "")
  }
}
