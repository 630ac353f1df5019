#!/usr/bin/env bash
# usage: reconstructions.sh MODEL IMAGES > PICTURE.pgm
#
# Draws the first 64 images of an IDX file and what a model makes of them: each of the four bands has
# 16 originals, and their reconstructions below.
. "$(dirname "$0")/start.bash"
(($# == 2)) || misused
needs pnmcat
model=$1 images=$2

workspace
one_line
check_model "$model"
for band in 0 1 2 3; do
  mnist2t --skip $((16 * band)) -n 16 "$images" > "$work/x.t"
  t2pgm -c 16 --scale 2 "$work/x.t" > "$work/$band-a.pgm"
  vae-encode "$model" < "$work/x.t" | vae-decode "$model" | t2pgm -c 16 --scale 2 > "$work/$band-b.pgm"
done
pnmcat -topbottom "$work"/?-?.pgm
