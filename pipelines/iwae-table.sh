#!/usr/bin/env bash
# usage: iwae-table.sh TRAIN-IMAGES TEST-IMAGES [OBJECTIVE...] [-- VAE-FIT-OPTION...]
#
# The table of Burda et al. 2016 for one stochastic layer: two layers of 200, tanh, 50 latent dimensions and
# binarised images, fitted with each objective (elbo, iwae:K, dreg:K, miwae:M,K), elbo and iwae:5 unless told
# otherwise. The standard 700 epochs take an hour and more. Writes epochs and seconds of training, and of the
# test images -log p(x) by 5000 draws of z, or as many as the environment variable DRAWS says, its standard
# error, and the active units.
. "$(dirname "$0")/start.bash"
(($# >= 2)) || misused
train=$1 test=$2 objectives=()
shift 2
while (($#)) && [[ $1 != -- ]]; do objectives+=("$1"); shift; done
((${#objectives[@]})) || objectives=(elbo iwae:5)

check_images "$train"
workspace
mnist2t "$test" | t-binarize --static 1 > "$work/test.t"
printf 'objective\tepochs\tseconds\tnll\terror\tactive\n'
for objective in "${objectives[@]}"; do
  mnist2t "$train" | vae-fit --objective "$objective" --binarize dynamic --encoder mlp:200,200 \
    --activation tanh -z 50 -b 32 -e 700 --lr 1.5e-3 --schedule cosine --warmup 2 --beta-warmup 60 \
    "${@:2}" --log "$work/log" -o "$work/model.t"
  vae-score --mean -k "${DRAWS:-5000}" "$work/model.t" "$work/test.t" > "$work/figures"
  awk -F '\t' -v objective="$objective" '
    FILENAME ~ /log$/ && FNR == 1 { for (k = 1; k <= NF; k++) column[$k] = k; next }
    FILENAME ~ /log$/ { epochs = $1; seconds += $column["seconds"]; next }
    { value[$1] = $2; error[$1] = $3 }
    END { printf "%s\t%d\t%.1f\t%s\t%s\t%s\n", objective, epochs, seconds, value["nll"], error["nll"], value["active_units"] }
  ' "$work/log" "$work/figures"
done
