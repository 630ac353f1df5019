#!/usr/bin/env bash
# usage: demo.sh TRAIN-IMAGES TEST-IMAGES FOLDER [VAE-FIT-OPTION...]
#
# Trains a VAE on an IDX file and leaves in FOLDER: model.t, loss.tsv, samples.png,
# reconstructions.png (originals above their reconstructions) and loss.png.
. "$(dirname "$0")/start.bash"
(($# >= 3)) || misused
needs gnuplot pnmtopng
train=$1 test=$2 folder=$3
shift 3

check_images "$train"
creates_folder "$folder"
workspace
mnist2t "$test" > "$folder/test.t"
mnist2t "$train" |
  vae-fit "$@" --validate "$folder/test.t" --log "$folder/loss.tsv" -o "$folder/model.t"
latent-sample -n 64 -m "$folder/model.t" | vae-decode "$folder/model.t" | t2pgm --scale 2 |
  png "$folder/samples.png"
"$here/reconstructions.sh" "$folder/model.t" "$test" | png "$folder/reconstructions.png"
plot loss-curve.gp "$folder/loss.tsv" "$folder/loss.png"
rm "$folder/test.t"
ls "$folder"/{samples,reconstructions,loss}.png
