import Datasets
import Kernels
import Networks
import VAE

extension ModelFile {
  /// A page that decodes in the browser: one file of HTML without any other, with the decoder's graph and parameters,
  /// what runs it, and controls for z.
  ///
  /// - Throws: `VAEError`, naming what has no form in a graph.
  package func page() throws(VAEError) -> [UInt8] {
    guard model.configuration.scaler == nil else {
      throw VAEError("the page shows pictures, and a model with a scaler gives numbers: use --onnx")
    }
    var graph = try ModelGraph(model, classes, hasBytes: false)
    let parts = try [
      "@model@": "const model = \(text(&graph));",
      "@decoder@": String(decoding: PackageResources.decoder_js, as: UTF8.self),
      "@explorer@": String(decoding: PackageResources.explorer_js, as: UTF8.self),
    ]
    let page = String(decoding: PackageResources.explorer_html, as: UTF8.self)
    var lines: [Substring] = []
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(parts[String(line)].map { $0[...] } ?? line)
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  private func text(_ graph: inout ModelGraph) throws(VAEError) -> String {
    let configuration = model.configuration
    let members =
      graph.decoderJSON() + [
        // A class that no row had was never learnt.
        ("classes", .numbers(classes.met)),
        ("shape", .numbers(configuration.exampleShape)),
        ("unit", .truth(configuration.likelihood.family.support == .unit)),
        ("latents", try latents()),
      ]
    var text = ""
    JSON.object(members).write(to: &text)
    return text
  }

  /// What z is made of: normal numbers first, then the choices of discrete variables.
  private func latents() throws(VAEError) -> JSON {
    let bottleneck = model.configuration.bottleneck
    let variables = bottleneck.discreteVariables ?? 0
    let numbers = variables == 0 ? bottleneck.width : bottleneck.normalSize ?? 0
    var members: [(String, JSON)] = [
      ("normal", .number(Double(numbers))), ("variables", .number(Double(variables))),
      (
        "choices",
        .number(
          Double(
            variables == 0 ? 0 : bottleneck.codeChoices ?? (bottleneck.width - numbers) / variables)
        )
      ),
      // Where there is a prior its numbers are mostly within 3; those of an autoencoder have no bound.
      ("limit", .number(bottleneck.hasPrior ? 3 : 10)), ("hasPrior", .truth(bottleneck.hasPrior)),
    ]
    if let codebook = model.codebook {
      members.append(
        (
          "vectors",
          .object([
            ("size", .number(Double(codebook.shape.size))),
            ("values", .list(codebook.vectors.map { .number(Double($0)) })),
          ])
        ))
    }
    return .object(members)
  }
}
