#!/usr/bin/env bash
# usage: vq.sh TRAIN-IMAGES TEST-IMAGES FOLDER [VAE-FIT-OPTION...]
#
# Fits a VQ-VAE and a VAE whose encoder and decoder are of the same size, and writes a table of both: the
# reconstruction of the test images in nats, the codes in use, their perplexity. Leaves in FOLDER both
# models, and the reconstructions of each: vq.png and vae.png, originals above.
set -euo pipefail
usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; }
[[ ${1-} == --help ]] && { usage; exit; }
(($# >= 3)) || { usage >&2; exit 64; }
train=$1 test=$2 folder=$3 here=$(dirname "$0")
shift 3

mkdir -p "$folder"
mnist2t "$test" > "$folder/test.t"
printf 'model\treconstruction\tused\tperplexity\n'
for model in vq vae; do
  # As many numbers between encoder and decoder as the 20 variables of 16 numbers have.
  [[ $model == vae ]] && size=(-z 320) || size=(-z 20 --codes 256 --code-size 16)
  mnist2t "$train" |
    vae-fit -m "$model" "${size[@]}" "$@" --validate "$folder/test.t" -o "$folder/$model.t"
  t-info "$folder/$model.t" | awk -v model="$model" '
    { value[$1] = $2 }
    END { print model "\t" value["@valid-reconstruction"] "\t" value["@valid-active"] \
        "\t" value["@valid-perplexity"] }'
  "$here/reconstructions.sh" "$folder/$model.t" "$test" | pnmtopng -quiet > "$folder/$model.png"
done
rm "$folder/test.t"
