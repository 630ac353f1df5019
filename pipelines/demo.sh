#!/usr/bin/env bash
# usage: demo.sh TRAIN-IMAGES TEST-IMAGES FOLDER [VAE-FIT-OPTION...]
#
# Trains a VAE on an IDX file and leaves in FOLDER: model.t, loss.tsv, samples.png,
# reconstructions.png (originals above their reconstructions) and loss.png.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# >= 3)) || { usage >&2; exit 64; }
train=$1 test=$2 folder=$3 here=$(dirname "$0")
shift 3

mkdir -p "$folder"
mnist2t "$test" > "$folder/test.t"
mnist2t "$train" |
  vae-fit "$@" --validate "$folder/test.t" --log "$folder/loss.tsv" -o "$folder/model.t"
latent-sample -n 64 -m "$folder/model.t" | vae-decode "$folder/model.t" | t2pgm --scale 2 |
  pnmtopng -quiet > "$folder/samples.png"
"$here/reconstructions.sh" "$folder/model.t" "$test" | pnmtopng -quiet > "$folder/reconstructions.png"
gnuplot -c "$here/loss-curve.gp" "$folder/loss.tsv" "$folder/loss.png"
rm "$folder/test.t"
ls "$folder"/{samples,reconstructions,loss}.png
