#!/usr/bin/env bash
# usage: examples.sh WHAT MODEL DATA PICTURE.png
#
# Draws a sheet of examples for report.sh. WHAT is reconstructions, of the first 36 rows, each line of
# originals above what the model makes of it; samples, and with classes a line for each of the first ten;
# likely or unlikely, the 36 rows with the best or the worst score.
. "$(dirname "$0")/../start.bash"
(($# == 4)) || misused
what=$1 model=$2 data=$3 picture=$4

workspace
rows=$(t-info --tsv "$data" | awk -F '\t' '$1 == "x" { print $4 + 0 }')
columns=12

case $what in
  reconstructions)
    columns=$((rows < 12 ? rows : 12))
    for ((row = 0; row + columns <= rows && row < 3 * columns; row += columns)); do
      t-slice --skip $row -n $columns "$data" > "$work/x.t"
      cat "$work/x.t"
      vae-encode "$model" "$work/x.t" | vae-decode "$model"
    done ;;
  samples)
    classes=$(t-info "$model" | awk '$1 == "@classes" { print $2 }')
    if [[ -z $classes ]]; then
      latent-sample -n 72 -m "$model"
    else
      for ((class = 0; class < classes && class < 10; class++)); do
        latent-sample -n 12 -m "$model" -c $class
      done
    fi > "$work/z.t"
    vae-decode "$model" "$work/z.t" ;;
  likely | unlikely)
    # By the ELBO, the third figure; an autoencoder has but the reconstruction, and less of it is better.
    vae-score --tsv "$model" "$data" > "$work/scores"
    if vae-score --mean "$model" "$data" | grep -q '^kl'; then by=3 order=gr; else by=1 order=g; fi
    cut -f $by "$work/scores" | nl -v 0 -n ln | sort -s -k 2,2$order > "$work/likely"
    tac "$work/likely" > "$work/unlikely"
    t-select -n 36 --index "$work/$what" "$data" ;;
  *) misused ;;
esac > "$work/sheet.t"
"$here/sheet.sh" "$picture" --scale 2 -c $columns < "$work/sheet.t"
