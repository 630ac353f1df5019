#!/usr/bin/env bash
# usage: show.sh PICTURE...
#
# Shows pictures in the terminal: PNG, SVG, PGM or PPM, and - for standard input. chafa finds out whether
# the terminal shows pixels (sixel, kitty, iTerm), or else draws with letters.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($#)) || { usage >&2; exit 64; }
[[ -t 1 ]] || { echo "show.sh: standard output is no terminal: open $1 in a viewer" >&2; exit 64; }
command -v chafa > /dev/null || { echo "show.sh: chafa is missing: apt install chafa" >&2; exit 69; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for picture in "$@"; do
  cat -- "${picture/#%-//dev/stdin}" > "$work/picture" || exit 66
  # chafa does not read the PGM and PPM that the tools write.
  case $(head -c 2 "$work/picture") in
    P[1-6]) pnmtopng -quiet "$work/picture" > "$work/png"; mv "$work/png" "$work/picture" ;;
  esac
  [[ $picture == - ]] || echo "$picture"
  chafa "$work/picture"
done
