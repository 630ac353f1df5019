#!/usr/bin/env bash
# usage: robustness.sh TRAIN-IMAGES [MINUTES [GIGABYTES]]
#
# All figures of SECURITY.md in one table: fuzz.sh for MINUTES (60 unless told otherwise; 0 leaves it out),
# mutations.sh, limits.sh, ways-out.sh, kills.sh and spool.sh with GIGABYTES of rows (10). The exit status is 1
# if any of them found what it should not.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# >= 1 && $# <= 3)) || { usage >&2; exit 64; }
here=$(dirname "$0") train=$1 minutes=${2:-60} gigabytes=${3:-10} status=0

part() {
  local name=$1
  echo "$name" >&2
  "$here/$name.sh" "${@:2}" | awk -v part="$name" 'NR > 1 { print part "\t" $0 }' || status=1
}

printf 'part\twhat\ttried\tresult\n'
((minutes == 0)) || part fuzz "$minutes"
part mutations
part limits
part ways-out
part kills "$train"
((gigabytes == 0)) || part spool "$gigabytes"
exit "$status"
