#!/usr/bin/env bash
# usage: why-vae.sh TRAIN-IMAGES PICTURE.png [VAE-FIT-OPTION...]
#
# Why an autoencoder is not enough: draws images from codes that no image has, draws from N(0, I), with
# an autoencoder on the left and a variational one on the right.
. "$(dirname "$0")/start.bash"
(($# >= 2)) || misused
needs pnmtopng
train=$1 picture=$2
shift 2

check_images "$train"
creates "$picture"
workspace
for model in ae vae; do
  mnist2t "$train" | vae-fit -m "$model" "$@" -o "$work/$model.t"
  latent=$(t-info "$work/$model.t" | awk '$1 == "@latent" { print $2 }')
  latent-sample -n 64 -z "$latent" | vae-decode "$work/$model.t" |
    t2pgm -c 8 --scale 2 | pnmpad -white -left 20 -right 20 > "$work/$model.pgm"
done
pnmcat -leftright "$work"/ae.pgm "$work"/vae.pgm | png "$picture"
