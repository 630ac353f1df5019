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
# Colour images are rows × height × width × 3; a table of numbers would be drawn as one image.
draw=$(t-info --tsv "$work/x.t" | awk -F '\t' '$1 == "x" {
  n = split($4, size, "x")
  print n == 4 && size[4] == 3 ? "t2ppm" : n == 2 && int(sqrt(size[2])) ^ 2 != size[2] ? "" : "t2pgm" }')
[[ -n $draw ]] || { echo "sheet.sh: its rows are no images" >&2; exit 65; }
"$draw" "$@" "$work/x.t" > "$work/x.pnm"
pnmtopng -quiet "$work/x.pnm" > "$picture"
