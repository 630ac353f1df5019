#!/usr/bin/env bash
# usage: sheet.sh PICTURE.png [T2PGM-OPTION...] < DATA
#
# Draws all images of a stream, grey or colour, as one PNG picture.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# >= 1)) || { usage >&2; exit 64; }
picture=$1
shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/x.t"
# Colour images are rows × height × width × 3.
shape=$(t-info --tsv "$work/x.t" | awk -F '\t' '$1 == "x" { print $4 }')
if [[ $shape =~ ^[0-9]+x[0-9]+x[0-9]+x3$ ]]; then draw=t2ppm; else draw=t2pgm; fi
"$draw" "$@" "$work/x.t" > "$work/x.pnm"
pnmtopng -quiet "$work/x.pnm" > "$picture"
