#!/usr/bin/env bash
# usage: sheet.sh PICTURE.png [T2PGM-OPTION...] < DATA
#
# Draws all images of a stream, grey or colour, as one PNG picture.
. "$(dirname "$0")/start.bash"
(($# >= 1)) || misused
needs pnmtopng
picture=$1
shift

creates "$picture"
workspace
one_line
cat > "$work/x.t"
# Colour images are rows × height × width × 3. Flat rows may be square images, but few numbers are a table.
draw=$(t-info --tsv "$work/x.t" | awk -F '\t' '$1 == "x" {
  n = split($4, size, "x")
  print n == 4 && size[4] == 3 ? "t2ppm" : n == 2 && (size[2] < 64 || int(sqrt(size[2])) ^ 2 != size[2]) ? "" : "t2pgm" }')
[[ -n $draw ]] || fail 65 "its rows are no images"
"$draw" "$@" "$work/x.t" > "$work/x.pnm"
png "$picture" < "$work/x.pnm"
