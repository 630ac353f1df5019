#!/usr/bin/env bash
# usage: recognised.sh MODEL IMAGES LABELS [SAMPLES]
#
# Whether a conditional model draws what it is asked for: an SVM that was trained on the first 10,000
# real images sorts 100 samples of each class, or so many. Writes a table: the class, the percentage that
# the SVM takes for it; and for all of them together.
. "$(dirname "$0")/start.bash"
[[ $# == [34] && ${4-100} =~ ^[1-9][0-9]*$ ]] || misused
needs svm-train
model=$1 images=$2 labels=$3 samples=${4-100}

workspace
one_line
check_model "$model"
mnist2t -n 10000 "$images" "$labels" | t2svm --tensor x > "$work/real"
svm-train -q -c 5 -g 0.02 "$work/real" "$work/svm"
for class in $(classes "$model"); do
  latent-sample -n "$samples" -m "$model" -c "$class"
done | vae-decode "$model" | t2svm --tensor x > "$work/drawn"
svm-predict "$work/drawn" "$work/svm" "$work/found" > /dev/null
printf 'class\trecognised\n'
cut -d ' ' -f 1 "$work/drawn" | paste - "$work/found" | awk '
  { count[$1]++; right[$1] += $1 == $2; all += $1 == $2 }
  END {
    for (class in count) printf "%s\t%.1f\n", class, 100 * right[class] / count[class] | "sort -n"
    close("sort -n")
    printf "all\t%.1f\n", 100 * all / NR
  }'
