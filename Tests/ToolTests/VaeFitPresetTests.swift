import TensorIO
import Testing
import ToolSandbox

/// The models that `vae-fit` knows by name: what each records and logs.
@Suite struct VaeFitPresetTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
  }

  struct Preset {
    let name, bottleneck: String
    var kind = "vae"
    var regulariser: String?
    var beta = 1.0
    var options: String?
  }

  static let presets = [
    Preset(name: "ae", bottleneck: "none"),
    Preset(name: "sae", bottleneck: "none", regulariser: "sparsity", options: "--sparsity l1:1"),
    Preset(name: "dae", bottleneck: "none", options: "--corrupt gaussian:0.3"),
    Preset(name: "vae", bottleneck: "gaussian", regulariser: "kl"),
    Preset(name: "cvae", bottleneck: "gaussian", kind: "cvae", regulariser: "kl"),
    Preset(name: "vq", bottleneck: "vq", regulariser: "commitment", beta: 0.25),
    Preset(name: "categorical", bottleneck: "categorical", regulariser: "kl"),
    Preset(name: "joint", bottleneck: "joint", regulariser: "kl"),
  ]

  @Test(arguments: presets.indices)
  func aPresetRecordsAndLogsWhatItIs(_ index: Int) throws {
    let preset = Self.presets[index]
    let line = "vae-fit -q -m \(preset.name) -e 2 -z 3 --hidden 12 --log log.tsv --validate few.t"
    #expect(try box.run("\(line) few.t > fit.t") == .success())
    let model = try box.frames("fit.t")[0]
    #expect(model["@model"]?.text == preset.kind)
    #expect(model["@bottleneck"]?.text == preset.bottleneck)
    #expect(model["@options"]?.text == preset.options)
    #expect(model["@beta"]?.scalar(of: Double.self) == preset.beta)
    #expect(
      model["@classes"]?.scalar(of: Int64.self) == (preset.kind == "cvae" ? 10 : nil))

    let losses =
      ["loss", "reconstruction"] + (preset.regulariser.map { [$0] } ?? [])
      + (preset.name == "joint" ? ["kl_categories"] : [])
    let codebook = preset.name == "vq" ? ["perplexity"] : []
    let log = try box.readLog()
    #expect(
      log.columns == ["epoch"] + losses + ["active"] + codebook
        + ["seconds", "images_per_second"] + losses.map { "valid_\($0)" })
    #expect(log.lines.count == 2)
    for row in log.lines {
      for prefix in ["", "valid_"] {
        let divergence = preset.regulariser.map { row[prefix + $0] } ?? 0
        // Each of up to three numbers was rounded to 4 places, the last then multiplied by beta ≤ 1.
        let rest =
          row[prefix + "loss"] - row[prefix + "reconstruction"] - preset.beta * divergence
        #expect(abs(rest) < 1.501e-4 && divergence >= 0)
      }
    }
    // What the decoder gives is as large as what it was given, and finite.
    #expect(try box.run("vae-encode fit.t few.t | vae-decode fit.t > x.t") == .success())
    #expect(try box.values("x.t", "x").count == 200 * 784)
  }

  /// 16 codes cannot have a perplexity above 16, nor below 1.
  @Test func theCodebookTellsItsUse() throws {
    let fit = "vae-fit -q -e 3 --log log.tsv \(Sandbox.kinds["vq"] ?? "") few.t > fit.t"
    #expect(try box.run(fit) == .success())
    for row in try box.readLog().lines {
      #expect((1...16).contains(row["active"]) && (1...16).contains(row["perplexity"]))
      #expect(row["perplexity"] <= row["active"] + 0.005)
    }
    let model = try box.frames("fit.t")[0]
    let told = try #require(model["@perplexity"]?.scalar(of: Double.self))
    #expect(abs(told - (try box.readLog().lines[2]["perplexity"])) < 0.501e-2)
    #expect(model["codebook.vectors"]?.shape == [16, 4])
    #expect(model["codebook.prior"]?.shape == [3, 16])
  }

  /// An option that is given goes before the preset, wherever it stands; of two presets the last one holds.
  @Test func optionsGoBeforeThePreset() throws {
    let line = """
      vae-fit -q -e 1 -z 3 --hidden 12 few.t > vae.t
      vae-fit -q -e 1 -z 3 --hidden 12 -m vq --bottleneck gaussian few.t | cmp - vae.t
      vae-fit -q -e 1 -z 3 --hidden 12 --bottleneck gaussian -m vq few.t | cmp - vae.t
      vae-fit -q -e 1 -z 3 --hidden 12 -m tc --objective elbo few.t | cmp - vae.t
      vae-fit -q -e 1 -z 3 --hidden 12 -m sae -m beta -m vae few.t | cmp - vae.t
      vae-fit -q -e 1 -z 3 --hidden 12 -m vae --conditional few.t > told.t
      vae-fit -q -e 1 -z 3 --hidden 12 -m cvae few.t | cmp - told.t
      vae-fit -q -e 1 -z 3 --hidden 12 -m dae --corrupt mask:0.5 few.t > dae.t
      """
    #expect(try box.run(line) == .success())
    #expect(try box.frames("dae.t")[0]["@options"]?.text == "--corrupt mask:0.5")
  }
}
