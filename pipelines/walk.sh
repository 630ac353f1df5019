#!/usr/bin/env bash
# usage: walk.sh MODEL DATA PICTURE [ROWS]
#
# Draws the way through the latent space from each of the first eight rows of DATA to the next, or of
# ROWS, such as 0,7,20-29: a line for each leg.
. "$(dirname "$0")/start.bash"
(($# == 3 || $# == 4)) || misused
needs gnuplot pngtopnm
steps=11

creates_plot "$3"
workspace
one_line
check_model "$1"
check_data "$2"
if (($# == 4)); then some=(-r "$4"); else some=(-n 8); fi
t-slice "${some[@]}" "$2" | vae-encode "$1" | latent-walk -n $steps | vae-decode "$1" |
  "$here/sheet.sh" "$work/sheet.png" -c $steps --scale 2
read -r _ _ _ width _ < <(pngtopnm "$work/sheet.png" | pamfile -allimages -machine)
middle() { echo "$((width * (2 * $1 + 1) / (2 * steps)))"; }
plot plate.gp "$work/sheet.png" "$3" "" "" \
  "\"a row\" $(middle 0), \"halfway\" $(middle 5), \"the next\" $(middle 10)" ""
