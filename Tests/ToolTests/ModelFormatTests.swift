import Foundation
import TensorIO
import Testing
import ToolSandbox

/// `formats/model.md` against the tools.
@Suite struct ModelFormatTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
  }

  static let text =
    (try? String(contentsOf: Checkout.root.appending(path: "formats/model.md"), encoding: .utf8))
    ?? ""

  /// All metadata that models hold are in the text, and all that the text names are in some model.
  @Test func everyTensorIsDescribed() throws {
    let box = try Sandbox.withEveryModel()
    let fits = [
      "--likelihood gaussian", "--likelihood laplace", "--likelihood log-cosh",
      "--likelihood laplace:pixel --warmup 1", "-m vq --validate few.t",
      "--objective wae-imq:2 --validate few.t", "-m capacities --validate few.t",
    ]
    var names = Set<String>()
    for (index, options) in fits.enumerated() {
      let line = "vae-fit -q -e 1 -z 2 --hidden 4 \(options) few.t > \(index).t"
      #expect(try box.run(line) == .success())
      names.formUnion(try metadata("\(index).t", in: box))
    }
    for kind in Sandbox.kinds.keys { names.formUnion(try metadata("\(kind).t", in: box)) }
    let described = Self.text.matches(of: /`(@[a-z][a-z-]*)`/).map { String($0.output.1) }
    #expect(names == Set(described))
  }

  private func metadata(_ file: String, in box: Sandbox) throws -> [String] {
    try box.frames(file)[0].tensors.filter(\.isMetadata).map(\.name)
  }

  /// Every word that a field may have is in the text.
  @Test func everyWordIsDescribed() {
    for word in [
      "vae", "cvae", "mlp", "conv", "res", "relu", "tanh", "gelu", "silu", "leaky-relu", "softplus",
      "sigmoid",
      "identity",
      "none", "gaussian", "categorical", "joint", "vq", "topk", "bernoulli", "continuous-bernoulli",
      "laplace", "log-cosh", "discretised-logistic", "learned", "pixel", "vamp", "hierarchy",
    ] { #expect(Self.text.contains("`\(word)`"), "\(word)") }
  }

  /// Two ways to sum n products of single precision differ from the exact sum by at most
  /// n u Σ|terms| each, u = 2⁻²⁴ (Higham 2002, section 3.1). The check carries that bound through the
  /// layers: relu does not widen it, and the logistic function narrows it to a quarter. One u more for
  /// each pixel's division; 4 u for the logistic function itself.
  @Test(.enabled(if: hasNumPy, "python3 has no NumPy"))
  func theRecipeInNumPyAgrees() throws {
    let recipe = try #require(
      Self.text.split(separator: "```python\n").last?.split(separator: "```").first)
    let check = """

      tools = [next(read(name)) for name in ("z.t", "x.t")]
      u = 2.0 ** -24

      def bound(part, v, e):
          for k in range(len(model["@hidden"]) + 1):
              w, b = (np.abs(model[f"{part}.{k}.{name}"]) for name in ("weight", "bias"))
              v, e = (np.maximum(v, 0), e) if k else (v, e)
              terms = (np.abs(v) + e) @ w.T + b
              e = e @ w.T + (w.shape[1] + 1) * u * terms
              v = v @ model[f"{part}.{k}.weight"].T + model[f"{part}.{k}.bias"]
          return e

      pixels = x.reshape(len(x), -1) / 255.0
      e = bound("encoder", pixels, u * pixels)
      ez, ev = np.split(e, 2, axis=1)
      ex = bound("decoder", tools[0]["z"].astype(float), 2 * ez) / 4 + 4 * u
      assert np.all(np.abs(tools[0]["z"] - z) <= 2 * ez), "z"
      assert np.all(np.abs(tools[0]["z_logvar"] - z_logvar) <= 2 * ev), "z_logvar"
      assert np.all(np.abs(tools[1]["x"] - mean).reshape(len(x), -1) <= 2 * ex), "x"
      assert 2 * max(ez.max(), ex.max()) < 0.05, "a bound that bounds little"
      print("agrees")
      """
    try box.write("recipe.py", Array((recipe + check).utf8))
    let formats = Checkout.root.appending(path: "formats").path
    let outcome = try box.run(
      """
      set -e
      vae-encode model.t data.t > z.t; vae-decode model.t z.t > x.t
      PYTHONPATH='\(formats)' PYTHONDONTWRITEBYTECODE=1 python3 recipe.py
      """)
    #expect(outcome == .success(Array("agrees\n".utf8)))
  }

  static let hasNumPy = (try? Sandbox().run("python3 -c 'import numpy'").status) == 0
}
