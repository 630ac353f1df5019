#!/usr/bin/env bash
# usage: traversals.sh MODEL DATA PICTURE [ROW]
#
# Draws what each dimension of z does: a line for each of the ten with the largest KL divergence, along
# which it runs from -3 to 3, while the others stay at the mean of the posterior of row 0 of DATA, or ROW.
. "$(dirname "$0")/start.bash"
(($# == 3 || $# == 4)) || misused
needs gnuplot pngtopnm
model=$1 data=$2

creates_plot "$3"
workspace
one_line
check_model "$model"
check_data "$data"
[[ $(is bottleneck "$model") == @(gaussian*|joint) ]] || fail 65 "$model: no dimensions with a normal prior"
latent=$(is latent "$model")
noting vae-score --mean "$model" "$data" | sed -n 's/^kl_//p' | awk -v latent="$latent" '$1 < latent' |
  sort -k 2,2gr | awk 'NR <= 10' > "$work/dimensions"
t-slice -r "${4-0}" "$data" | vae-encode "$model" |
  latent-walk -t "$(cut -f 1 "$work/dimensions" | paste -sd ,)" -n 13 | vae-decode "$model" |
  "$here/sheet.sh" "$work/sheet.png" -c 13 --scale 2
# Tics in the middle of each line from the top, and below -3, -2 to 3.
read -r _ _ _ width height _ < <(pngtopnm "$work/sheet.png" | pamfile -allimages -machine)
lines=$(awk -v n="$(wc -l < "$work/dimensions")" -v height="$height" '{
  printf "%s\"z_{%d}  %s\" %f", (NR > 1 ? ", " : ""), $1, ($2 ~ /inf/ ? $2 : sprintf("%.2f", $2)), height * (1 - (NR - 0.5) / n) }' \
  "$work/dimensions")
columns=$(awk -v width="$width" 'BEGIN { for (value = -3; value <= 3; value++)
  printf "%s\"%d\" %f", (value > -3 ? ", " : ""), value, width * (2 * value + 6.5) / 13 }')
plot plate.gp "$work/sheet.png" "$3" \
  "value of the dimension" "KL, nats" "$columns" "$lines" 8
