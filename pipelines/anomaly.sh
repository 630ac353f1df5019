#!/usr/bin/env bash
# usage: anomaly.sh TRAIN-IMAGES TRAIN-LABELS TEST-IMAGES TEST-LABELS [CLASS...] [-- VAE-FIT-OPTION...]
#
# One class against the rest: for each CLASS, all ten unless told otherwise, fits a model to the training
# images of that class alone and scores all test images by the deviance of their reconstruction at the
# posterior's mean: how much less likely it makes them than a perfect one would. Writes a table: the class,
# the area under the ROC curve in percent, where the other classes are the anomalies; and the mean. An image beyond
# single precision has the deviance inf, above all others.
. "$(dirname "$0")/start.bash"
(($# >= 4)) || misused
check_images "$1" "$2"
check_images "$3" "$4"
images=$1 labels=$2 test=("$3" "$4")
shift 4
classes=()
while (($#)) && [[ $1 != -- ]]; do
  classes+=("$1")
  shift
done
shift $(($# > 0))
((${#classes[@]})) || classes=({0..9})

workspace
mnist2t "${test[@]}" > "$work/test.t"
printf 'class\tauroc\n'
for class in "${classes[@]}"; do
  mnist2t "$images" "$labels" | t-select --label "$class" | vae-fit "$@" -o "$work/model.t"
  auroc=$(vae-score --at-mean "$work/model.t" "$work/test.t" | t2tsv --tensors y,deviance |
    t-auroc --normal "$class")
  printf '%s\t%s\n' "$class" "$auroc" | tee -a "$work/table"
done
awk '{ sum += $2 } END { printf "mean\t%.2f\n", sum / NR }' "$work/table"
