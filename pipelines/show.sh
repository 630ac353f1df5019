#!/usr/bin/env bash
# usage: show.sh PICTURE...
#
# Shows pictures in the terminal: PNG, SVG, PGM or PPM, and - for standard input. chafa finds out whether
# the terminal shows pixels (sixel, kitty, iTerm), or else draws with letters.
. "$(dirname "$0")/start.bash"
(($#)) || misused
[[ -t 1 ]] || fail 64 "standard output is no terminal: open $1 in a viewer"
needs chafa pnmtopng

workspace
for picture in "$@"; do
  cat -- "${picture/#%-//dev/stdin}" > "$work/picture" || exit 66
  # chafa does not read the PGM and PPM that the tools write.
  case $(head -c 2 "$work/picture") in
    P[1-6]) pnmtopng -quiet "$work/picture" > "$work/png"; mv "$work/png" "$work/picture" ;;
  esac
  [[ $picture == - ]] || echo "$picture"
  chafa "$work/picture"
done
