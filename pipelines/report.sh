#!/usr/bin/env bash
# usage: report.sh MODEL DATA [LOG] > REPORT.html
#
# Writes a page on what a model has learnt, one file with all pictures in it: what the model is, figures
# over the rows of DATA, the training where LOG has it, as vae-fit --log wrote it, the latent space,
# reconstructions, samples, and the rows that are most and least likely. A sentence stands in the place of
# what the model does not have.
. "$(dirname "$0")/start.bash"
(($# == 2 || $# == 3)) || misused
model=$1 data=$2 log=${3-}

workspace
picture=$work/picture.png
t-info --tsv "$model" > "$work/model"
vae-score --mean "$model" "$data" > "$work/figures"
classes=$(awk -F '\t' '$1 == "@classes" { print $7 }' "$work/model")
# The two dimensions of the largest KL divergence, in their order.
plane=$(sed -n 's/^kl_//p' "$work/figures" | sort -k 2,2gr | awk 'NR <= 2 { print $1 }' | sort -n | paste -sd ,)
# How rows are put in order: by the ELBO, the third figure, or by an autoencoder's reconstruction alone.
if [[ -n $plane ]]; then by=3 best=2gr worst=2g; else by=1 best=2g worst=2gr; fi

escape() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }
file=$(escape <<< "${model##*/}") on=$(escape <<< "${data##*/}")
table() { awk -f "$here/report/html.awk" -f "$here/report/$1.awk" "$2"; }
examples() { "$here/report/examples.sh" "$1" "$model" "$data" "$picture"; }
# part TITLE CAPTION COMMAND DRAW...: what DRAW draws, above its caption and the command to type for it; or
# what DRAW says why it cannot.
part() {
  printf '<h2>%s</h2>\n' "$1"
  if "${@:4}" 2> "$work/why"; then
    printf '<figure><div class="plate"><img alt="%s" src="data:image/png;base64,' "$1. $2"
    base64 -w 0 "$picture"
    printf '"></div>\n<figcaption>%s</figcaption></figure>\n<pre>%s</pre>\n' "$2" "$3"
  else
    IFS= read -r why < "$work/why" || true
    why=${why#*: }
    printf '<p class="missing">Left out: %s.</p>\n' "$(escape <<< "${why#"$model: "}")"
  fi
}
training() {
  [[ -n $log ]] || { echo 'report.sh: there is no log of the training' >&2; return 1; }
  gnuplot -c "$here/loss-curve.gp" "$log" "$picture"
}

{
  cat << HTML
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What $file has learnt</title>
<style>
$(cat "$here/report/page.css")
</style>
</head>
<body>
<h1>What $file has learnt</h1>
<p class="lead">Measured and drawn on $on.</p>
$(table tiles "$work/figures")
<h2>The model</h2>
<div class="table"><table>
$(table model "$work/model")
</table></div>
<details><summary>All that its file says</summary>
<pre>$(t-info "$model" | escape)</pre></details>
<h2>Figures</h2>
<div class="table"><table>
$(table figures "$work/figures")
</table></div>
<pre>vae-score --mean $file $on</pre>
HTML
  part "Training" \
    "The loss of each epoch. Validation that rises while training falls is overfitting." \
    "gnuplot -c loss-curve.gp $(escape <<< "${log##*/}") loss.png" training
  part "Reconstructions" \
    "Each line of examples stands above what the model makes of it." \
    "vae-encode $file $on | vae-decode $file" examples reconstructions
  part "Samples" \
    "Examples that the model makes up${classes:+, a line for each class}." \
    "latent-sample -n $([[ -n $classes ]] && echo 12 -c 0 || echo 72) -m $file | vae-decode $file" examples samples
  part "What each dimension carries" \
    "How far each dimension is from the prior. One with a KL near 0 tells the decoder nothing." \
    "kl.sh $file $on kl.png" "$here/kl.sh" "$model" "$data" "$picture"
  part "Where the examples lie" \
    "The codes of all examples in the plane in which they vary most. A label stands near the middle of its examples." \
    "scatter.sh $file $on scatter.png" "$here/scatter.sh" "$model" "$data" "$picture"
  part "A plane of the latent space" \
    "What the decoder makes of a grid of codes${classes:+, told class 0}: cells of equal probability, all other dimensions 0." \
    "manifold.sh $file manifold.png $plane${classes:+ 0}" \
    "$here/manifold.sh" "$model" "$picture" "${plane:-0,1}" ${classes:+0}
  part "What each dimension does" \
    "From the code of the first example, each line moves one dimension and leaves the others." \
    "traversals.sh $file $on traversals.png" "$here/traversals.sh" "$model" "$data" "$picture"
  part "Between examples" \
    "Straight lines from the code of an example to that of the next${classes:+; the class changes halfway}." \
    "walk.sh $file $on walk.png" "$here/walk.sh" "$model" "$data" "$picture"
  part "The most likely examples" \
    "Those with the best score, from the upper left." \
    "vae-score --tsv $file $on | cut -f $by | nl -v 0 | sort -k $best | t-select -n 36 --index - $on" \
    examples likely
  part "The least likely examples" \
    "Those with the worst score: unusual ones, and what the model has not learnt." \
    "vae-score --tsv $file $on | cut -f $by | nl -v 0 | sort -k $worst | t-select -n 36 --index - $on" \
    examples unlikely
  cat << HTML
<footer>Made by report.sh of vaeutils.</footer>
</body>
</html>
HTML
} > "$work/page.html"
cat "$work/page.html"
