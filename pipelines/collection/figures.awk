# A line of the collection's figures: from t-info --tsv of a model, name and value, and vae-score --mean.
BEGIN { FS = "\t" }
!($1 in value) { value[$1] = $2 }
function figure(first, second) {
  return first in value ? value[first] : second in value ? value[second] : "-"
}
function rounded(text) { return text == "-" || text ~ /inf/ ? text : sprintf("%.2f", text) }
END {
  print name "\t" text "\t" rounded(figure("@valid-loss")) "\t" rounded(figure("reconstruction", "bce")) \
    "\t" rounded(figure("kl")) "\t" figure("active_units") "\t" \
    rounded(figure("log_likelihood", "bce_iwae")) "\t" value["seconds"]
}
