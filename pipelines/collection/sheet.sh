#!/usr/bin/env bash
# usage: sheet.sh MODEL TRAIN DATA PICTURE.png
#
# Draws twelve examples of DATA, what the model makes of them, and below 24 samples from its prior; of an
# autoencoder without one, from a normal distribution fitted to the codes of TRAIN. With classes there are
# two samples for each of the first twelve.
. "$(dirname "$0")/../start.bash"
(($# == 4)) || misused
model=$1 train=$2 data=$3 picture=$4

workspace
mapfile -t classes < <(classes "$model")
t-slice -n 12 "$data" > "$work/x.t"
if ((${#classes[@]})); then
  for seed in 1 2; do
    # The second line begins below the first.
    for ((k = 0; k < 12; k++)); do
      latent-sample -n 1 -m "$model" -c "${classes[k % ${#classes[@]}]}" \
        --seed $((seed + (k < ${#classes[@]} ? 0 : 2)))
    done
  done
elif [[ $(is bottleneck "$model") == none ]]; then
  vae-encode "$model" "$train" | latent-fit -q gaussian | latent-sample -n 24 --from -
else
  latent-sample -n 24 -m "$model"
fi > "$work/z.t"
{
  cat "$work/x.t"
  vae-encode "$model" "$work/x.t" | vae-decode "$model"
  vae-decode "$model" "$work/z.t"
} > "$work/sheet.t"
"$here/sheet.sh" "$picture" --scale 2 -c 12 < "$work/sheet.t"
