#!/usr/bin/env bash
# usage: sheet.sh MODEL TRAIN DATA PICTURE.png
#
# Draws twelve examples of DATA, what the model makes of them, and below 24 samples from its prior; of an
# autoencoder without one, from a normal distribution fitted to the codes of TRAIN. With classes there are
# two samples for each of the first twelve.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# == 4)) || { usage >&2; exit 64; }
model=$1 train=$2 data=$3 picture=$4 here=$(dirname "$0")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
is() { t-info "$model" | awk -v field="@$1" '$1 == field { print $2 }'; }
classes=$(is classes)
t-slice -n 12 "$data" > "$work/x.t"
if [[ -n $classes ]]; then
  for seed in 1 2; do
    for ((class = 0; class < classes && class < 12; class++)); do
      latent-sample -n 1 -m "$model" -c $class --seed $seed
    done
    # The second line begins below the first.
    for (( ; class < 12; class++)); do latent-sample -n 1 -m "$model" -c $((class % classes)) --seed $((seed + 2)); done
  done
elif [[ $(is bottleneck) == none ]]; then
  vae-encode "$model" "$train" | latent-fit -q gaussian | latent-sample -n 24 --from -
else
  latent-sample -n 24 -m "$model"
fi > "$work/z.t"
{
  cat "$work/x.t"
  vae-encode "$model" "$work/x.t" | vae-decode "$model"
  vae-decode "$model" "$work/z.t"
} > "$work/sheet.t"
"$here/../sheet.sh" "$picture" --scale 2 -c 12 < "$work/sheet.t"
