#!/usr/bin/env bash
# usage: gumbel.sh TRAIN-IMAGES PICTURE.png [VAE-FIT-OPTION...]
#
# Fits a VAE with 20 categorical variables of 10 categories, by the Gumbel-softmax relaxation with a
# falling temperature, and draws images from uniform categories.
. "$(dirname "$0")/start.bash"
(($# >= 2)) || misused
needs pnmtopng
train=$1 picture=$2
shift 2

check_images "$train"
creates "$picture"
workspace
mnist2t "$train" |
  vae-fit -m categorical -z 20 --categories 10 --temperature 1,0.5 "$@" -o "$work/model.t"
latent-sample -n 64 -m "$work/model.t" | vae-decode "$work/model.t" | t2pgm -c 16 --scale 2 |
  png "$picture"
