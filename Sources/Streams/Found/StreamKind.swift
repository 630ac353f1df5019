/// What a tensor stream is, told by the tensors of its first frame: the rows of the table of `FileKind` that are
/// our own streams.
package struct StreamKind: Sendable {
  /// As a message calls it: `model`, `latents`.
  package let name: String
  /// Where one of these is among the tensors, the stream is of this kind.
  package let tensors: [String]
  /// What to do where something else is expected.
  package let cure: String
  /// Whether it is a stream of rows, of which there can be any number; else it is one thing.
  package let hasRows: Bool

  /// With its article, if it has one: `a model`, `latents`.
  package var phrase: String { hasRows ? name : "a \(name)" }

  /// The kind of a frame with tensors of these names; nil for one of none.
  package init?(_ names: [String]) {
    let kind = Self.all.first { kind in kind.tensors.contains(where: names.contains) }
    guard let kind else { return nil }
    self = kind
  }

  private init(_ name: String, _ tensors: [String], hasRows: Bool = true, _ cure: String) {
    (self.name, self.tensors, self.hasRows, self.cure) = (name, tensors, hasRows, cure)
  }

  /// The first that fits counts: what goes along, such as labels, stands behind.
  package static let all: [StreamKind] = [
    StreamKind(
      "model", ["@model"], hasRows: false, "it is given as MODEL, to vae-fit with --start"),
    StreamKind("checkpoint", ["@checkpoint"], hasRows: false, "vae-fit --resume goes on with it"),
    StreamKind("prior", ["@prior"], hasRows: false, "latent-sample --from draws from it"),
    StreamKind("set of axes", ["@map"], hasRows: false, "latent-map --axes uses it"),
    StreamKind("data", ["x"], "put vae-encode before"),
    StreamKind(
      "scores",
      [
        "reconstruction", "bce", "kl", "elbo", "bce_elbo", "log_likelihood", "bce_iwae", "deviance",
      ],
      "give the data that they are of"),
    StreamKind(
      "latents", ["z", "codes"], "put vae-decode before; if they are data: tsv2t --tensor x"),
    StreamKind("labels", ["y"], "they go beside their rows, as in mnist2t IMAGES LABELS"),
  ]
}
