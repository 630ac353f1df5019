#!/usr/bin/env bash
# usage: growth.sh TRAIN-IMAGES [ROUNDS]
#
# How the time of an epoch grows with the rows, the hidden layers' width, the batch and the threads,
# beside 784-400-20 with batches of 128 on all images and two threads. Writes a table: what, its value,
# the median, least and greatest seconds of 5 rounds unless told otherwise, and the median's GFLOP/s,
# with the operations on zeros in the images that training passes over.
. "$(dirname "$0")/start.bash"
(($# == 1 || $# == 2)) || misused
train=$1 rounds=${2-5}
check_images "$train"
workspace

# fit WHAT VALUE ROWS WIDTH BATCH THREADS: notes the seconds of a second epoch.
fit() {
  vae-fit -q -e 2 --hidden "$4" -b "$5" --threads "$6" --log "$work/log" -o "$work/m.t" "$work/$3.t"
  # Multiply-adds of the three products of each layer, the first without its input's gradient.
  awk -v what="$1" -v value="$2" -v width="$4" -v OFS='\t' 'END {
    print what, value, $6, $6 * $7 * 2 * width * (2 * 784 + 3 * (40 + 20 + 784)) / 1e9 }' "$work/log"
}
for rows in 7500 15000 30000 60000; do mnist2t -n $rows "$train" > "$work/$rows.t"; done
for ((round = 0; round < rounds; round++)); do
  for rows in 7500 15000 30000 60000; do fit rows $rows $rows 400 128 2; done
  for width in 100 200 400 800; do fit width $width 60000 $width 128 2; done
  for batch in 32 64 128 256; do fit batch $batch 60000 400 $batch 2; done
  for threads in 1 2 3 4; do fit threads $threads 60000 400 128 $threads; done
done > "$work/notes"
printf 'what\tvalue\tmedian\tleast\tgreatest\tGFLOP/s\n'
sort -t $'\t' -k 1,1 -k 2n -k 3g -s "$work/notes" | awk -F '\t' -v OFS='\t' -v n="$rounds" '
  { s[(NR - 1) % n + 1] = $3 }
  NR % n == 0 { m = s[int((n + 1) / 2)]; print $1, $2, m, s[1], s[n], sprintf("%.0f", $4 / m) }'
