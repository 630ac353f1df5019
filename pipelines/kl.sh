#!/usr/bin/env bash
# usage: kl.sh MODEL DATA PICTURE
#
# Draws the KL divergence of each dimension of z from the prior, the largest first, and which dimensions
# are active: their posterior mean has a variance above 0.01 over the rows (Burda et al. 2016). Discrete
# variables are bars likewise, active where the probability of some category varies so, or of a codebook
# where a number of the vectors does.
. "$(dirname "$0")/start.bash"
(($# == 3)) || misused
needs gnuplot pngtopnm
model=$1 data=$2

creates_plot "$3"
workspace
one_line
check_model "$model"
check_data "$data"
noting vae-score --mean "$model" "$data" > "$work/figures"
grep -q '^kl_' "$work/figures" || fail 65 "$model: an autoencoder has no prior, and no KL divergence from it"
! grep -q '^kl_.*inf' "$work/figures" || fail 65 "$data: the KL divergence is infinite: a row is beyond single precision"
t-info "$model" > "$work/model"
# A line for each number of z: the dimension or variable that it belongs to, and its variance.
vae-encode "$model" "$data" | t2tsv --tensors z | awk -v OFS='\t' '
  FILENAME != "-" { size[$1] = $2; next }
  { for (i = 1; i <= NF; i++) { sum[i] += $i; square[i] += $i * $i } rows++ }
  END {
    numbers = size["@latent"] + 0
    each = size["@categories"] + size["@code-size"]
    for (i = 1; i <= NF; i++)
      print (i <= numbers ? i - 1 : numbers + int((i - 1 - numbers) / each)), square[i] / rows - (sum[i] / rows) ^ 2
  }' "$work/model" - > "$work/variances"
awk -F '\t' -v OFS='\t' '
  NR == FNR { if ($2 > 0.01) active[$1] = 1; next }
  sub(/^kl_/, "", $1) { print $1, $2, active[$1] + 0 }' "$work/variances" "$work/figures" |
  sort -t $'\t' -k 2,2gr > "$work/kl"
plot kl.gp "$work/kl" "$3"
