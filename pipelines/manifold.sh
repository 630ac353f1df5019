#!/usr/bin/env bash
# usage: manifold.sh MODEL PICTURE [A,B [CLASS]]
#
# Draws what a model makes of the points of a plane in its latent space: 20 by 20 of them, each for as
# much of the prior. The plane is that of the dimensions A and B, the others are 0; a model of two
# dimensions has no other. A conditional model draws CLASS.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# >= 2 && $# <= 4)) || { usage >&2; exit 64; }
model=$1 picture=$2 dimensions=${3-} class=${4-} here=$(dirname "$0") side=20

read -r bottleneck latent < <(t-info "$model" | awk '
  { is[$1] = $2 } END { print is["@bottleneck"], is["@latent"] }')
if [[ $bottleneck != gaussian ]]; then
  echo "manifold.sh: $model: no plane of numbers with a normal prior" >&2
  exit 65
fi
if [[ $latent == 1 ]]; then
  echo "manifold.sh: $model: z is one number, not a plane" >&2
  exit 65
fi
if [[ -z $dimensions && $latent -gt 2 ]]; then
  echo "manifold.sh: $model has $latent dimensions: say which two to draw, as 0,1" >&2
  exit 64
fi
dimensions=${dimensions:-0,1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
latent-grid -n $side -m "$model" --dims "$dimensions" ${class:+-c "$class"} > "$work/z.t"
vae-decode "$model" "$work/z.t" | "$here/sheet.sh" "$work/sheet.png" -c $side --pad 0 --scale 2
# Where the values of z lie among the cells: Φ(z) of the way.
tics() {
  awk -v pixels="$1" 'BEGIN {
    n = split("-1.5 0.066807 -1 0.158655 -0.5 0.308538 0 0.5 0.5 0.691462 1 0.841345 1.5 0.933193", v)
    for (i = 1; i < n; i += 2) printf "%s\"%s\" %f", (i > 1 ? ", " : ""), v[i], v[i + 1] * pixels - 0.5
  }'
}
read -r _ _ _ width height _ < <(pngtopnm "$work/sheet.png" | pamfile -allimages -machine)
gnuplot -c "$here/plate.gp" "$work/sheet.png" "$picture" \
  "z_{${dimensions%,*}}" "z_{${dimensions#*,}}" "$(tics "$width")" "$(tics "$height")" 4
