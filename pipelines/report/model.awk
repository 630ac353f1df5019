# The table of what a model is, from t-info --tsv; -f html.awk goes before.
BEGIN { FS = "\t" }
NR > 1 && /^@/ { is[substr($1, 2)] = $7 }
NR > 1 && !/^@/ { parameters += $5 }
END {
  split("none:an autoencoder|gaussian:a variational autoencoder|vq:a VQ-VAE" \
    "|categorical:a VAE with categorical latents|joint:a VAE with normal and categorical latents", kinds, "|")
  for (k in kinds) {
    split(kinds[k], pair, ":")
    if (pair[1] == is["bottleneck"]) kind = pair[2]
  }
  if ("classes" in is) kind = kind ", told the class, of " commas(is["classes"])

  z = is["latent"] ? plural(is["latent"], "number") : ""
  if (is["variables"]) {
    z = z (z ? " and " : "") plural(is["variables"], "variable")
    z = z " of " (is["codes"] ? is["codes"] " codes, " is["code-size"] " numbers each" : is["categories"] " categories")
  }
  gsub(/ /, " × ", is["example-shape"])
  gsub(/ /, ", ", is["hidden"]); gsub(/ /, ", ", is["filters"])
  network = is["network"] == "conv" ? "convolutions of " is["filters"] " filters" : ""
  hidden = is["hidden"] == "" ? "" : "dense layers of " is["hidden"]
  row("kind", kind)
  row("an example", is["example-shape"])
  row("encoder", network (network && hidden ? "; " : "") hidden "; " is["activation"])
  row("z", z)
  row("likelihood", is["likelihood"] (is["spread"] ? ", scale " is["spread"] : ""))
  row("parameters", commas(parameters))
  row("fitted to", plural(is["examples"], "example") ", " plural(is["epochs"], "epoch") " in batches of " is["batch"])
  row("loss", sprintf("%s = %s reconstruction + %s · %s, nats per example", \
    short(is["loss"]), short(is["reconstruction"]), is["beta"] + 0, short(is["kl"])))
}
