#!/usr/bin/env bash
# usage: collection.sh DATA FOLDER [VAE-FIT-OPTION...]
#
# Fits every model of vae-fit --list to five sixths of DATA, a stream of images or an IDX file, and compares
# them on the rest, in one page, FOLDER/index.html: a table of figures, and for each model originals,
# reconstructions and samples. The models stay in FOLDER, and figures.tsv. A model that fails is named in
# the page, and the exit status is 1 then. One that is told the class is left out if DATA have no labels y.
. "$(dirname "$0")/start.bash"
(($# >= 2)) || misused
needs pnmtopng
data=$1 folder=$2
shift 2
export LC_ALL=C
[[ $data == - || -r $data ]] || fail 66 "$data: cannot open"

workspace
creates_folder "$folder"
if [[ $data == *.gz ]]; then mnist2t "$data"; else cat "$data"; fi > "$work/all.t"
rows=$(t-info --tsv "$work/all.t" | awk -F '\t' '$1 == "x" { rows += $4 } END { print rows + 0 }')
((rows >= 12)) || fail 65 "$data: $rows rows, expected at least 12"
t-slice -n $((rows - rows / 6)) "$work/all.t" > "$work/train.t"
t-slice --skip $((rows - rows / 6)) "$work/all.t" > "$work/held.t"
vae-fit --list | awk -f "$here/collection/models.awk" > "$work/models"

# fit NAME TEXT OPTION...: the model, a line of figures and a sheet.
fit() {
  local start=$EPOCHREALTIME features=()
  # The features that dfc compares images by are those of the plain model, which comes before it.
  [[ $1 == dfc ]] && features=(--perceptual "$folder/vae.t")
  vae-fit -q -m "$1" "${features[@]}" "${@:3}" --validate "$work/held.t" -o "$folder/$1.t" "$work/train.t" || return
  awk -v start="$start" -v end="$EPOCHREALTIME" 'BEGIN { printf "seconds\t%.1f\n", end - start }' > "$work/figures"
  t-info --tsv "$folder/$1.t" | awk -F '\t' '{ print $1 "\t" $7 }' >> "$work/figures" || return
  # An autoencoder has no z to draw for an estimate of the likelihood.
  vae-score --mean -k 50 "$folder/$1.t" "$work/held.t" >> "$work/figures" 2> "$work/none" ||
    vae-score --mean "$folder/$1.t" "$work/held.t" >> "$work/figures" || return
  awk -v name="$1" -v text="$2" -f "$here/collection/figures.awk" "$work/figures" > "$work/line" || return
  "$here/collection/sheet.sh" "$folder/$1.t" "$work/train.t" "$work/held.t" "$work/$1.png" || return
  cat "$work/line" >> "$folder/figures.tsv"
}

failed=0
printf 'model\tis\tloss\treconstruction\tkl\tactive\tbound\tseconds\n' > "$folder/figures.tsv"
while IFS=$'\t' read -r -u 3 name text; do
  if fit "$name" "$text" "$@" 2> "$work/$name.why"; then
    rm "$work/$name.why"
  elif grep -q "no tensor 'y'" "$work/$name.why"; then
    echo 'the data have no labels' > "$work/$name.why"
  else
    failed=1
    printf 'collection.sh: %s: %s\n' "$name" "$(tail -n 1 "$work/$name.why")" >&2
  fi
done 3< "$work/models"

awk -f "$here/report/html.awk" -f "$here/collection/table.awk" "$folder/figures.tsv" > "$work/table"
escape() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }
{
  cat << HTML
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A collection of autoencoders</title>
<style>
$(cat "$here/report/page.css")
</style>
</head>
<body>
<h1>A collection of autoencoders</h1>
<p class="lead">Each fitted to $((rows - rows / 6)) examples of $(escape <<< "${data##*/}"), measured and drawn on $((rows / 6)) others.</p>
<pre>vae-fit -m MODEL$(printf ' %s' "$@" | escape)</pre>
<div class="table"><table>
$(cat "$work/table")
</table></div>
<p>Nats per example. The loss is what each model minimises, so losses of different models are not to be
compared; nor are figures of different likelihoods. The bound is log p(x), estimated with 50 draws of z, or
of grey pixels that of the cross-entropy. Active are the dimensions of z that vary from example to example, of
vq the codes in use.</p>
HTML
  while IFS=$'\t' read -r name text; do
    printf '<h2 id="%s">%s</h2>\n<p>%s</p>\n' "$name" "$name" "$(escape <<< "$text")"
    if [[ -e $work/$name.why ]]; then
      printf '<p class="missing">Left out: %s.</p>\n' "$(tail -n 1 "$work/$name.why" | escape)"
    else
      printf '<figure><div class="plate"><img alt="%s: originals, reconstructions, samples" ' "$name"
      printf 'src="data:image/png;base64,%s"></div></figure>\n' "$(base64 -w 0 "$work/$name.png")"
    fi
  done < "$work/models"
  cat << 'HTML'
<p>Each sheet has a line of originals, a line of what the model makes of them, and two lines of samples from
its prior; of an autoencoder without one, from a normal distribution fitted to its codes.</p>
<footer>Made by collection.sh of vaeutils.</footer>
</body>
</html>
HTML
} > "$folder/index.html"
exit $failed
