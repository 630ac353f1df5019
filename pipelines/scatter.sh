#!/usr/bin/env bash
# usage: scatter.sh MODEL DATA PICTURE
#
# Draws the latents of all rows in the plane in which they vary most, and where each label has its
# middle; a model of two dimensions has its own plane.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# == 3)) || { usage >&2; exit 64; }
here=$(dirname "$0")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
vae-encode "$1" "$2" > "$work/codes.t"
t-info --tsv "$work/codes.t" > "$work/names"
width=$(awk -F '\t' '$1 == "z" { sub(/.*x/, "", $4); print $4 }' "$work/names")
if [[ $width == 1 ]]; then
  echo "scatter.sh: $1: z is one number, not a plane" >&2
  exit 65
elif [[ $width == 2 ]]; then
  mv "$work/codes.t" "$work/map.t"
  axes=(z_0 z_1)
else
  latent-map < "$work/codes.t" > "$work/map.t"
  mapfile -t axes < <(t-info "$work/map.t" | awk '$1 == "@explained" {
    printf "first component, %.1f %% of the variance\n", 100 * $2
    printf "second component, %.1f %% of the variance\n", 100 * $3 }')
fi
if grep -q '^y' "$work/names"; then
  t2tsv --tensors y,z "$work/map.t"
else
  t2tsv --tensors z "$work/map.t" | sed $'s/^/-1\t/'
fi > "$work/points"
gnuplot -c "$here/scatter.gp" "$work/points" "$3" "${axes[@]}"
