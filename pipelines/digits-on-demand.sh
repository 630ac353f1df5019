#!/usr/bin/env bash
# usage: digits-on-demand.sh IMAGES LABELS PICTURE.png [VAE-FIT-OPTION...]
#
# Fits a model that is told the class of each image, and draws images of each class, a row for each.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# >= 3)) || { usage >&2; exit 64; }
images=$1 labels=$2 picture=$3
shift 3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mnist2t "$images" "$labels" | vae-fit -m cvae -z 4 "$@" -o "$work/model.t"
classes=$(t-info "$work/model.t" | awk '$1 == "@classes" { print $2 }')
for ((class = 0; class < classes; class++)); do
  latent-sample -n 12 -m "$work/model.t" -c "$class"
done | vae-decode "$work/model.t" | t2pgm -c 12 --scale 2 | pnmtopng -quiet > "$picture"
