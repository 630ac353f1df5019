# The figures of vae-score --mean that matter most; -f html.awk goes before.
BEGIN { FS = "\t" }
{ value[$1] = $2; error[$1] = $3; unit[$1] = $4 }
/^kl_[0-9]/ { dimensions++ }
function tile(label, name) {
  if (!(name in value)) return
  printf "<div><dt>%s</dt><dd>%s</dd><dd><small>%s%s</small></dd></div>\n", label, \
    value[name] ~ /inf/ ? value[name] : error[name] ? short(value[name]) : commas(value[name]), \
    error[name] ? "± " short(error[name]) " " : "", unit[name] ? unit[name] : "&#160;"
}
END {
  # Of a codebook it is the codes that are active, and how many there are is not known here.
  if (!("perplexity" in value)) unit["active_units"] = "of " dimensions
  print "<dl class=\"tiles\">"
  if ("bce" in value) tile("cross-entropy (BCE)", "bce")
  else tile("reconstruction", "reconstruction")
  tile("KL divergence", "kl")
  tile("active units", "active_units")
  tile("examples", "rows")
  print "</dl>"
}
