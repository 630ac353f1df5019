#!/usr/bin/env bash
# usage: histogram.sh SCORES NORMAL PICTURE [BINS]
#
# Draws how anomaly scores are spread: those of the rows whose labels are NORMAL, such as 0-4, and those
# of all others. SCORES has lines of a label, a tab and a score, as t-auroc reads them.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# == 3 || $# == 4)) || { usage >&2; exit 64; }
here=$(dirname "$0")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
t-auroc --normal "$2" --histogram "${4-50}" "$1" > "$work/histogram"
t-auroc --normal "$2" --error "$1" > "$work/area"
read -r area error < "$work/area"
gnuplot -c "$here/histogram.gp" "$work/histogram" "$3" "$(printf 'AUROC %.2f ± %.2f %%' "$area" "$error")"
