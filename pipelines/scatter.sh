#!/usr/bin/env bash
# usage: scatter.sh MODEL DATA PICTURE
#
# Draws the latents of all rows in the plane in which they vary most, and where each label has its
# middle; a model of two dimensions has its own plane.
. "$(dirname "$0")/start.bash"
(($# == 3)) || misused
needs gnuplot pngtopnm

creates_plot "$3"
workspace
one_line
check_model "$1"
check_data "$2"
vae-encode "$1" "$2" > "$work/codes.t"
t-info --tsv "$work/codes.t" > "$work/names"
width=$(awk -F '\t' '$1 == "z" { sub(/.*x/, "", $4); print $4 }' "$work/names")
if [[ $width == 1 ]]; then
  fail 65 "$1: z is one number, not a plane"
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
plot scatter.gp "$work/points" "$3" "${axes[@]}"
