#!/usr/bin/env bash
# usage: digits-on-demand.sh IMAGES LABELS PICTURE.png [VAE-FIT-OPTION...]
#
# Fits a model that is told the class of each image, and draws images of each class, a row for each.
. "$(dirname "$0")/start.bash"
(($# >= 3)) || misused
needs pnmtopng
images=$1 labels=$2 picture=$3
shift 3

check_images "$images" "$labels"
creates "$picture"
workspace
mnist2t "$images" "$labels" | vae-fit -m cvae -z 4 "$@" -o "$work/model.t"
for class in $(classes "$work/model.t"); do
  latent-sample -n 12 -m "$work/model.t" -c "$class"
done | vae-decode "$work/model.t" | t2pgm -c 12 --scale 2 | png "$picture"
