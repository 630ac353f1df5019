#!/usr/bin/env bash
# Prints the commands whose outputs are held to digests.tsv, a line each, to be run in the folder files. A stream
# is held by what is in its frames: another version of libzstd may compress it to other bytes.
# usage: commands.sh
set -euo pipefail
cd "$(dirname "$0")/files"
for file in *.t; do echo "t-info $file"; done
for model in *.model.t; do
  name=${model%.model.t}
  case $name in
    table) data=table.t ;;
    binary) data=threshold.t ;;
    *) data=data.t ;;
  esac
  codes="vae-encode $model $data"
  [[ ! -e $name.codes.t ]] || codes="cat $name.codes.t"
  echo "vae-encode $model $data | zstd -dcq"
  echo "vae-encode --sample --seed 5 $model $data | zstd -dcq"
  echo "$codes | vae-decode $model | zstd -dcq"
  echo "$codes | vae-decode --sample --seed 5 $model | zstd -dcq"
  echo "$codes | vae-decode --u8 $model | zstd -dcq"
  echo "vae-score $model $data | zstd -dcq"
  echo "vae-score --mean $model $data"
  # An autoencoder has no prior.
  [[ $name == ae || $name == topk ]] && continue
  echo "latent-sample -n 20 -m $model | zstd -dcq"
  # The codes of a codebook are not drawn at random.
  [[ $name == *vq ]] || echo "vae-score -k 10 $model $data | zstd -dcq"
done
for prior in *.prior.t; do echo "latent-sample -n 20 --from $prior | zstd -dcq"; done
for data in data.t table.t colour.t static.t threshold.t vq.codes.t; do
  echo "t-info --tsv $data"
  echo "t-slice -n 3 $data | zstd -dcq"
  echo "t-shuffle --seed 5 $data | zstd -dcq"
  echo "t-cat $data $data | zstd -dcq"
  echo "t2tsv $data"
done
for data in data.t static.t threshold.t; do
  echo "t2pgm $data"
  echo "t2svm --tensor x $data"
  echo "t-select --label 1 $data | zstd -dcq"
done
echo "t2ppm colour.t"
echo "t-corrupt gaussian:0.1 data.t | zstd -dcq"
echo "t-binarize --static 9 data.t | zstd -dcq"
echo "latent-map --axes axes.t cvae.codes.t | zstd -dcq"
echo "latent-walk ae.codes.t | zstd -dcq"
