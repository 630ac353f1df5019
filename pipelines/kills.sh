#!/usr/bin/env bash
# usage: kills.sh TRAIN-IMAGES [KILLS [VAE-FIT-OPTION...]]
#
# Ends runs of vae-fit with SIGKILL at random moments, 200 times unless told otherwise, and lets each go on from
# its checkpoint until it is complete; then the next begins. After each kill the checkpoint must be whole and no
# older than the one before, and each complete run must have the model of one that nobody disturbed, byte by
# byte. The environment variable SEED says which moments. The exit status is 1 if anything was lost.
. "$(dirname "$0")/start.bash"
(($# >= 1)) || misused
train=$1 kills=${2:-200}
RANDOM=${SEED:-1}

workspace
mnist2t -n 2000 "$train" > "$work/data.t"
cd "$work"
fit=(vae-fit -q -e 8 -z 4 --hidden 64 -b 50 "${@:3}")
start=$(date +%s%3N)
"${fit[@]}" -o whole.t data.t
length=$(($(date +%s%3N) - start))

# How far a checkpoint is: its epochs, and the examples of the next, as one number.
place() {
  t-info --frames --tsv checkpoint.t | awk -F '\t' '
    $2 == "@epochs" && !epochs { epochs = $7 }
    $2 == "@epoch-examples" { examples = $7 }
    END { printf "%d\n", 1000000 * epochs + examples }'
}

survived=0 broken=0 older=0 complete=0 equal=0 killed=0 before=0
while ((killed < kills)); do
  resume=()
  [[ -e checkpoint.t ]] && resume=(--resume checkpoint.t)
  "${fit[@]}" ${resume[@]+"${resume[@]}"} --checkpoint checkpoint.t --every 0.01s -o model.t data.t &
  # A run is killed some four times on its way.
  sleep "$(awk -v ms=$((RANDOM * RANDOM % (length / 2 + 20))) 'BEGIN { printf "%.3f", ms / 1000 }')"
  kill -KILL $! 2> /dev/null || true
  if wait $! 2> /dev/null; then
    complete=$((complete + 1)) before=0
    if cmp -s whole.t model.t; then equal=$((equal + 1)); fi
    rm -f checkpoint.t model.t
    continue
  fi
  killed=$((killed + 1))
  [[ -e checkpoint.t ]] || { survived=$((survived + 1)); continue; }
  if now=$(place); then survived=$((survived + 1)); else broken=$((broken + 1)); continue; fi
  ((now >= before)) || older=$((older + 1))
  before=$now
done
resume=()
[[ -e checkpoint.t ]] && resume=(--resume checkpoint.t)
"${fit[@]}" ${resume[@]+"${resume[@]}"} -o model.t data.t
complete=$((complete + 1))
if cmp -s whole.t model.t; then equal=$((equal + 1)); fi
left=$(find . -name '.*.t.*' | wc -l)

printf 'what\ttried\tresult\n'
printf 'kills with a whole checkpoint after them\t%d\t%d\n' "$killed" "$survived"
printf 'checkpoints older than the one before\t%d\t%d\n' "$killed" "$older"
printf 'runs that ended in the same bytes\t%d\t%d\n' "$complete" "$equal"
printf 'temporary files left behind\t%d\t%d\n' "$killed" "$left"
((broken == 0 && older == 0 && equal == complete))
