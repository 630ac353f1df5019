#!/usr/bin/env bash
# usage: tsne.sh MODEL DATA PICTURE [ROWS] > MAP.t
#
# Draws the latents of the first 2000 rows, or of so many, in the plane in which neighbours stay
# neighbours: Barnes-Hut t-SNE by R's package Rtsne (Debian: r-cran-rtsne). Writes the places as a stream,
# z and the labels y where there are any. The map has no axes: only who is near whom means anything.
. "$(dirname "$0")/start.bash"
[[ $# == [34] && ${4-2000} =~ ^[1-9][0-9]*$ ]] || misused
needs gnuplot pngtopnm Rtsne

creates_plot "$3"
workspace
one_line
check_model "$1"
check_data "$2"
vae-encode "$1" "$2" | t-slice -n "${4-2000}" > "$work/codes.t"
t2tsv --tensors z "$work/codes.t" > "$work/z"
rows=$(wc -l < "$work/z")
((rows >= 4)) || fail 65 "$2: $rows rows, expected at least 4"
# shellcheck disable=SC2016  # R has dollars of its own.
Rscript --vanilla -e '
  z <- as.matrix(read.delim(file("stdin"), header = FALSE))
  set.seed(1)
  map <- Rtsne::Rtsne(z, perplexity = min(30, (nrow(z) - 1) %/% 3), check_duplicates = FALSE,
                      num_threads = 1)
  write.table(format(map$Y, digits = 9, trim = TRUE), sep = "\t", quote = FALSE, row.names = FALSE,
              col.names = FALSE)' < "$work/z" > "$work/map"
if t-info --tsv "$work/codes.t" | grep -q '^y'; then
  t2tsv --tensors y "$work/codes.t" | paste - "$work/map" | tee "$work/points" | tsv2t --label
else
  sed $'s/^/-1\t/' "$work/map" > "$work/points"
  tsv2t "$work/map"
fi
plot scatter.gp "$work/points" "$3" 't-SNE, first' 't-SNE, second'
