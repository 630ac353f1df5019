#!/usr/bin/env bash
# usage: spool.sh TRAIN-IMAGES GIGABYTES [VAE-FIT-OPTION...]
#
# Fits a small model for an epoch to the images once, in memory and with vae-fit --spool, and with --spool to
# the images over and over, until they are so many gigabytes; TMPDIR or /var/tmp needs room for them. Writes a
# table of what was tried: peaks of memory, seconds, and whether both models of the same rows are the same.
. "$(dirname "$0")/start.bash"
(($# >= 2)) || misused
needs time
train=$1 gigabytes=$2 options=("${@:3}")
check_images "$train"
workspace
mnist2t "$train" > "$work/rows.t"
# An IDX file of images has a header of 16 bytes.
size=$(($(gzip -dcf "$train" | wc -c) - 16))
copies=$(awk -v gigabytes="$gigabytes" -v size="$size" 'BEGIN { print int(gigabytes * 1e9 / size) + 1 }')

# fit TRIED COPIES MODEL OPTION...: fits and notes memory and time.
fit() {
  local tried
  tried=$(awk -v n="$2" -v size="$size" -v how="$1" 'BEGIN { printf "%.3f GB %s", n * size / 1e9, how }')
  echo "$tried" >&2
  for ((copy = 0; copy < $2; copy++)); do cat "$work/rows.t"; done |
    command time -o "$work/notes" -f '%M %e' \
      vae-fit -q -e 1 -z 2 --hidden 16 -b 1024 "${options[@]}" "${@:4}" -o "$work/$3"
  awk -v tried="$tried" '{ printf "peak of memory\t%s\t%.0f MB\nseconds\t%s\t%s\n", tried, $1 * 1.024e-3, tried, $2 }' \
    "$work/notes"
}
printf 'what\ttried\tresult\n'
fit 'in memory' 1 memory.t
fit 'with --spool' 1 spooled.t --spool
printf 'the same model\tin memory and with --spool\t'
cmp -s "$work/memory.t" "$work/spooled.t" && echo yes || echo no
fit 'with --spool' "$copies" large.t --spool
