#!/usr/bin/env bash
# usage: report.sh MODEL DATA [LOG] > REPORT.html
#
# Writes a page on what a model has learnt, one file with all pictures in it: what the model is, figures
# over the rows of DATA, the training where LOG has it, as vae-fit --log wrote it, the latent space,
# reconstructions, samples, and the rows that are most and least likely. A sentence stands in the place of
# what the model does not have.
. "$(dirname "$0")/start.bash"
(($# == 2 || $# == 3)) || misused
needs gnuplot pnmtopng
model=$1 data=$2 log=${3-}

workspace
one_line
check_model "$model"
check_data "$data"
[[ -z $log || -r $log ]] || fail 66 "$log: cannot open"
[[ -z $log ]] || head -c 6 "$log" | cmp -s - <(printf 'epoch\t') || fail 65 "$log: is no log of vae-fit: its first column is not 'epoch'"
picture=$work/picture.png
t-info --tsv "$model" > "$work/model"
noting vae-score --mean "$model" "$data" > "$work/figures"
mapfile -t classes < <(classes "$model")
first=${classes[0]-}
# The two dimensions of the largest KL divergence, in their order.
plane=$(sed -n 's/^kl_//p' "$work/figures" | sort -k 2,2gr | awk 'NR <= 2 { print $1 }' | sort -n | paste -sd ,)
# How rows are put in order: by the ELBO, the third figure, or by an autoencoder's reconstruction alone.
if [[ -n $plane ]]; then by=3 best=2gr worst=2g; else by=1 best=2g worst=2gr; fi
# Rows are images by their shape; flat ones are where they can be square, and have bytes or no number beyond 0 and 1.
kind=$(t-info --tsv "$data" | awk -F '\t' '$1 == "x" {
  n = split($4, size, "x")
  print(n > 2 ? "images" : size[2] < 64 || int(sqrt(size[2])) ^ 2 != size[2] ? "table" : $2 == "u8" ? "images" : "flat") }')
if [[ $kind == flat ]]; then
  kind=$(t-slice -n 100 "$data" | t2tsv --tensors x |
    awk '{ for (k = 1; k <= NF; k++) if ($k < 0 || $k > 1) table = 1 } END { print table ? "table" : "images" }')
fi

escape() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }
# In a command as it is typed again.
typed() { printf %q "$1" | escape; }
title=$(escape <<< "${model##*/}") file=$(typed "$model") on=$(typed "$data")
table() { awk -f "$here/report/html.awk" -f "$here/report/$1.awk" "${@:3}" "$2"; }
# Scripts are named as this one was, unless the shell finds them.
beside() { if [[ $(type -P "$1") -ef $here/$1 ]]; then echo "$1"; else typed "$(dirname "$0")/$1"; fi; }
# part TITLE CAPTION COMMAND DRAW...: what DRAW draws, above its caption and the command to type for it; or
# what DRAW says why it cannot, where the model or the data are the reason.
part() {
  printf '<h2>%s</h2>\n' "$1"
  if attempt "${@:4}"; then
    printf '<figure><div class="plate"><img alt="%s" src="data:image/png;base64,' "$1. $2"
    base64 -w 0 "$picture"
    printf '"></div>\n<figcaption>%s</figcaption></figure>\n<pre>%s</pre>\n' "$2" "$3"
  fi
}
# attempt COMMAND...: or a sentence in its place. Anything but bad data or usage ends the report.
attempt() {
  local status=0 why
  ("$@") 2> "$work/why" || status=$?
  ((status)) || return 0
  IFS= read -r why < "$work/why" || true
  [[ $status == 6[45] ]] || { printf '%s\n' "$why" >&2; exit "$status"; }
  why=${why#*: }
  printf '<p class="missing">Left out: %s.</p>\n' "$(escape <<< "${why#"$model: "}")"
  return 1
}
# examples TITLE CAPTION COMMAND WHAT: a sheet of images, or of a table some rows.
examples() {
  local draw=("$here/report/examples.sh" "$4" "$model" "$data") pairs=0 rows
  if [[ $kind == images ]]; then
    part "${@:1:3}" "${draw[@]}" "$picture"
    return
  fi
  [[ $4 != reconstructions ]] || pairs=1
  printf '<h2>%s</h2>\n' "$1"
  attempt "${draw[@]}" "$work/rows.tsv" || return 0
  rows=$(table rows "$work/rows.tsv" -v pairs=$pairs)
  printf '<figure><div class="table"><table>\n%s\n</table></div>\n<figcaption>%s</figcaption></figure>\n<pre>%s | t2tsv</pre>\n' "$rows" "$2" "$3"
}
# images SCRIPT ARGUMENT...: a script that draws images.
images() {
  [[ $kind == images ]] || { echo "$script: the rows of $data are no images" >&2; return 65; }
  "$here/$1" "${@:2}"
}
training() {
  [[ -n $log ]] || { echo "$script: there is no log of the training" >&2; return 65; }
  plot loss-curve.gp "$log" "$picture"
}

# Where one of these fails, so does the script; inside the page it would be a gap.
tiles=$(table tiles "$work/figures")
kind_of_model=$(table model "$work/model")
figures=$(table figures "$work/figures")
all=$(t-info "$model" | escape)
{
  cat << HTML
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What $title has learnt</title>
<style>
$(cat "$here/report/page.css")
</style>
</head>
<body>
<h1>What $title has learnt</h1>
<p class="lead">Measured and drawn on $(escape <<< "${data##*/}").</p>
$tiles
<h2>The model</h2>
<div class="table"><table>
$kind_of_model
</table></div>
<details><summary>All that its file says</summary>
<pre>$all</pre></details>
<h2>Figures</h2>
<div class="table"><table>
$figures
</table></div>
<pre>vae-score --mean $file $on</pre>
HTML
  part "Training" \
    "The loss of each epoch. Validation that rises while training falls is overfitting." \
    "gnuplot -c $(beside loss-curve.gp) $(typed "$log") loss.png" training
  examples "Reconstructions" \
    "Each line of examples stands above what the model makes of it." \
    "vae-encode $file $on | vae-decode $file" reconstructions
  examples "Samples" \
    "Examples that the model makes up${first:+, a line for each class}." \
    "latent-sample -n $([[ $first ]] && echo "12 -c $first" || echo 72) -m $file | vae-decode $file" samples
  part "What each dimension carries" \
    "How far each dimension is from the prior. One with a KL near 0 tells the decoder nothing." \
    "$(beside kl.sh) $file $on kl.png" "$here/kl.sh" "$model" "$data" "$picture"
  part "Where the examples lie" \
    "The codes of all examples in the plane in which they vary most. Where there are labels, each stands near the middle of its examples." \
    "$(beside scatter.sh) $file $on scatter.png" "$here/scatter.sh" "$model" "$data" "$picture"
  part "A plane of the latent space" \
    "What the decoder makes of a grid of codes${first:+, told class $first}: cells of equal probability, all other dimensions 0." \
    "$(beside manifold.sh) $file manifold.png $plane${first:+ $first}" \
    images manifold.sh "$model" "$picture" "${plane:-0,1}" ${first:+"$first"}
  part "What each dimension does" \
    "From the code of the first example, each line moves one dimension and leaves the others." \
    "$(beside traversals.sh) $file $on traversals.png" images traversals.sh "$model" "$data" "$picture"
  part "Between examples" \
    "Straight lines from the code of an example to that of the next${first:+; the class changes halfway}." \
    "$(beside walk.sh) $file $on walk.png" images walk.sh "$model" "$data" "$picture"
  examples "The most likely examples" \
    "Those with the best score, from the upper left." \
    "vae-score --tsv $file $on | cut -f $by | nl -v 0 | sort -k $best | t-select -n 36 --index - $on" \
    likely
  examples "The least likely examples" \
    "Those with the worst score: unusual ones, and what the model has not learnt." \
    "vae-score --tsv $file $on | cut -f $by | nl -v 0 | sort -k $worst | t-select -n 36 --index - $on" \
    unlikely
  cat << HTML
<footer>Made by report.sh of vaeutils.</footer>
</body>
</html>
HTML
} > "$work/page.html"
put < "$work/page.html"
