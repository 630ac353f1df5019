# The figures of vae-score --mean as rows of a table, with the standard errors; -f html.awk goes before.
BEGIN {
  FS = "\t"
  says["rows"] = "examples that were scored"
  says["bce"] = "cross-entropy of grey pixels with the reconstruction"
  says["reconstruction"] = "−log p(x|z), z drawn from the posterior"
  says["kl"] = "divergence of the posterior from the prior"
  says["bce_elbo"] = "minus their sum; not a likelihood, since the pixels are grey"
  says["elbo"] = "a lower bound on log p(x)"
  says["deviance"] = "twice the reconstruction above the least that is possible"
  says["nll_bound"] = "an upper bound on −log p(x)"
  says["bits_per_dimension_bound"] = "the same in bits, for each number of an example"
  says["active_units"] = "dimensions, variables or codes in use"
  says["perplexity"] = "codes in use, weighed by how often"
}
NR > 1 && !/^kl_[0-9]/ { names[++n] = $1; value[$1] = $2; error[$1] = $3; unit[$1] = $4 }
END {
  print "<tr><th>figure</th><th class=\"number\">value</th><th class=\"number\">± error</th><th>unit</th></tr>"
  for (k = 1; k <= n; k++) {
    name = names[k]
    printf "<tr><th scope=\"row\">%s<small>%s</small></th>", html(name), html(says[name])
    printf "<td class=\"number\">%s</td><td class=\"number\">%s</td><td>%s</td></tr>\n", \
      html(value[name]), html(error[name]), html(unit[name])
  }
}
