#!/usr/bin/env bash
# usage: first-weights.sh TRAIN-IMAGES TEST-IMAGES SEEDS [VAE-FIT-OPTION...]
#
# How a run ends by how its weights began: fits seven kinds of run with every name of --init and the seeds from 1
# to SEEDS, and writes a table of the mean, the least and the greatest validation loss. The images are as many as
# MNIST's; of the last kind they are shapes in colour, whose runs differ most: it has two seeds more.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# >= 3)) || { usage >&2; exit 64; }
train=$1 test=$2 seeds=$3
shift 3

here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mnist2t "$train" > "$work/all.t"
mnist2t "$test" > "$work/test.t"
for rows in 2500 6000; do mnist2t -n "$rows" "$train" > "$work/$rows.t"; done
mnist2t -n 1500 "$test" > "$work/1500.t"
"$here/first-weights/shapes.py" 900 1 | pnm2t > "$work/900.t"
"$here/first-weights/shapes.py" 300 2 | pnm2t > "$work/300.t"

printf 'run\tinit\tmean\tleast\tgreatest\n'
while IFS='|' read -r name data validation more options; do
  for init in today torch he glorot mean; do
    for ((seed = 1; seed <= seeds + more; seed++)); do
      # shellcheck disable=SC2086
      vae-fit $options --seed "$seed" --init "$init" --validate "$work/$validation.t" "$@" \
        --log "$work/log" -o /dev/null "$work/$data.t"
      awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "valid_loss") c = i } END { print $c }' "$work/log"
    done | awk -v head="$name"$'\t'"$init" '
      NR == 1 { least = greatest = $1 }
      { sum += $1; if ($1 < least) least = $1; if ($1 > greatest) greatest = $1 }
      END { printf "%s\t%.2f\t%.2f\t%.2f\n", head, sum / NR, least, greatest }'
  done
done << 'RUNS'
6,000 rows|6000|1500|0|-e 6
6,000 rows, three layers|6000|1500|0|--hidden 256,256,256 -z 10 -e 8
6,000 rows, vq|6000|1500|0|-m vq -z 20 -e 5
2 epochs|all|test|0|-e 2
10 epochs|all|test|0|-e 10
convolutions|2500|1500|0|-z 2 --encoder conv:32,64 -e 3
shapes|900|300|2|-z 8 --encoder conv:8,16 --hidden 64 --likelihood gaussian:0.01 -b 32 -e 10
RUNS
