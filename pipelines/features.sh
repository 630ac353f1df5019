#!/usr/bin/env bash
# usage: features.sh MODEL TRAIN TEST [LABELLED]
#
# How much a model's latents tell of the labels: trains a linear classifier and an SVM with the RBF
# kernel on the latents of the first 1000 rows of TRAIN, or of so many, with the options that do best in
# cross-validation on them. TRAIN and TEST are streams with labels. Writes a table: the classifier, its
# options, the errors in cross-validation and on all of TEST, in percent.
. "$(dirname "$0")/start.bash"
[[ $# == [34] && ${4-1000} =~ ^[1-9][0-9]*$ ]] || misused
needs liblinear-train svm-train
check_model "$1"
workspace
vae-encode "$1" "$2" | t2svm > "$work/all"
vae-encode "$1" "$3" | t2svm > "$work/test"
cd "$work"
head -n "${4-1000}" all > train

# classify NAME PROGRAM OPTIONS...: the first of the best options, each tried on the same folds.
classify() {
  for options in "${@:3}"; do
    read -ra words <<< "$options"
    "$2-train" -q -v 5 "${words[@]}" train | error
    printf '\t%s\n' "$options"
  done | sort -n -s -k 1,1 > tried
  IFS=$'\t' read -r validation options < tried
  read -ra words <<< "$options"
  "$2-train" -q "${words[@]}" train model
  printf '%s\t%s\t%s\t%s\n' "$1" "$options" "$validation" "$("$2-predict" test model /dev/null | error)"
}
error() { awk -F '[=%]' '/Accuracy/ { printf "%.2f", 100 - $2 }'; }
printf 'classifier\toptions\tvalidation\ttest\n'
classify linear liblinear '-s 2 -B 1 -c '{0.01,0.1,1,10,100}
classify rbf svm '-c '{2,8}' -g '{0.02,0.04,0.06,0.08,0.12,0.16}
