#!/usr/bin/env bash
# usage: histogram.sh SCORES NORMAL PICTURE [BINS]
#
# Draws how anomaly scores are spread: those of the rows whose labels are NORMAL, such as 0-4, and those
# of all others. SCORES has lines of a label, a tab and a score, as t-auroc reads them.
. "$(dirname "$0")/start.bash"
(($# == 3 || $# == 4)) || misused
needs gnuplot pngtopnm

creates_plot "$3"
workspace
one_line
t-auroc --normal "$2" --histogram "${4-50}" "$1" > "$work/histogram"
t-auroc --normal "$2" --error "$1" > "$work/area"
read -r area error < "$work/area"
plot histogram.gp "$work/histogram" "$3" "$(printf 'AUROC %.2f ± %.2f %%' "$area" "$error")"
