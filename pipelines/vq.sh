#!/usr/bin/env bash
# usage: vq.sh TRAIN-IMAGES TEST-IMAGES FOLDER [VAE-FIT-OPTION...]
#
# Fits a VQ-VAE and a VAE whose encoder and decoder are of the same size, and writes a table of both: the
# reconstruction of the test images in nats, the codes in use, their perplexity. Leaves in FOLDER both
# models, and the reconstructions of each: vq.png and vae.png, originals above.
. "$(dirname "$0")/start.bash"
(($# >= 3)) || misused
needs pnmtopng
train=$1 test=$2 folder=$3
shift 3

check_images "$train"
creates_folder "$folder"
workspace
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
  "$here/reconstructions.sh" "$folder/$model.t" "$test" | png "$folder/$model.png"
done
rm "$folder/test.t"
