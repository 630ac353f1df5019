#!/usr/bin/env bash
# usage: examples.sh WHAT MODEL DATA PICTURE.png|ROWS.tsv
#
# Draws a sheet of examples for report.sh. WHAT is reconstructions, of the first 36 rows, each line of
# originals above what the model makes of it; samples, and with classes a line for each of the first ten;
# likely or unlikely, the 36 rows with the best or the worst score. Into a file .tsv go the numbers of a few rows.
. "$(dirname "$0")/../start.bash"
(($# == 4)) || misused
what=$1 model=$2 data=$3 result=$4

workspace
rows=$(t-info --tsv "$data" | awk -F '\t' '$1 == "x" { print $4 + 0 }')
# Columns of the sheet, lines of originals in it, samples without and with classes, and scored rows.
if [[ $result == *.tsv ]]; then columns=1 lines=4 samples=8 each=1 some=6; else columns=12 lines=3 samples=72 each=12 some=36; fi

case $what in
  reconstructions)
    columns=$((rows < columns ? rows : columns))
    for ((row = 0; row + columns <= rows && row < lines * columns; row += columns)); do
      t-slice --skip $row -n $columns "$data" > "$work/x.t"
      cat "$work/x.t"
      vae-encode "$model" "$work/x.t" | vae-decode "$model"
    done ;;
  samples)
    mapfile -t classes < <(classes "$model")
    if ((${#classes[@]} == 0)); then
      latent-sample -n "$samples" -m "$model"
    else
      for class in "${classes[@]:0:10}"; do latent-sample -n "$each" -m "$model" -c "$class"; done
    fi > "$work/z.t"
    vae-decode "$model" "$work/z.t" ;;
  likely | unlikely)
    # By the ELBO, the third figure; an autoencoder has but the reconstruction, and less of it is better.
    vae-score --tsv "$model" "$data" > "$work/scores"
    if vae-score --mean "$model" "$data" | grep -q '^kl'; then by=3 order=gr; else by=1 order=g; fi
    cut -f $by "$work/scores" | nl -v 0 -n ln | sort -s -k 2,2$order > "$work/likely"
    tac "$work/likely" > "$work/unlikely"
    t-select -n "$some" --index "$work/$what" "$data" ;;
  *) misused ;;
esac > "$work/sheet.t"
if [[ $result == *.tsv ]]; then
  t2tsv --tensors x "$work/sheet.t" > "$result"
else
  "$here/sheet.sh" "$result" --scale 2 -c "$columns" < "$work/sheet.t"
fi
