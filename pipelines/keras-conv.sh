#!/usr/bin/env bash
# usage: keras-conv.sh TRAIN-IMAGES TEST-IMAGES FOLDER [VAE-FIT-OPTION...]
#
# The convolutional VAE of the Keras examples: convolutions of 32 and 64 filters, a dense layer of 16,
# two latent dimensions, 30 epochs, the last six with a tenth of the learning rate. Leaves in FOLDER what
# demo.sh leaves.
. "$(dirname "$0")/start.bash"
(($# >= 3)) || misused
"$here/demo.sh" "${@:1:3}" --encoder conv:32,64 --hidden 16 -z 2 -e 30 \
  --schedule step:24,0.1 "${@:4}"
