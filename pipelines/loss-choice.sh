#!/usr/bin/env bash
# usage: loss-choice.sh TRAIN-IMAGES TEST-IMAGES PICTURE.png [VAE-FIT-OPTION...]
#
# Cross-entropy or squared error, two latent dimensions or twenty: fits the four models, writes a table
# of how close their reconstructions of the test images are (PSNR in dB) and their KL in nats, and draws
# a row of reconstructions for each, below the originals.
. "$(dirname "$0")/start.bash"
(($# >= 3)) || misused
needs pnmtopng
train=$1 test=$2 picture=$3
shift 3

check_images "$train"
check_images "$test"
creates "$picture"
workspace
mnist2t "$test" | tee "$work/x.t" | t2pgm > "$work/x.pgm"
mnist2t -n 16 "$test" | tee "$work/first.t" | t2pgm -c 16 --scale 2 > "$work/0.pgm"
printf 'likelihood\tlatent\tpsnr\tkl\n'
row=1
for likelihood in bernoulli gaussian; do
  for latent in 2 20; do
    mnist2t "$train" | vae-fit --likelihood "$likelihood" -z "$latent" "$@" -o "$work/model.t"
    vae-encode "$work/model.t" "$work/x.t" | vae-decode "$work/model.t" | t2pgm > "$work/y.pgm"
    printf '%s\t%s\t%s\t%s\n' "$likelihood" "$latent" "$(pnmpsnr -machine "$work"/{x,y}.pgm)" \
      "$(t-info "$work/model.t" | awk '$1 == "@kl" { print $2 }')"
    vae-encode "$work/model.t" "$work/first.t" | vae-decode "$work/model.t" |
      t2pgm -c 16 --scale 2 > "$work/$row.pgm"
    row=$((row + 1))
  done
done
pnmcat -topbottom "$work"/[0-4].pgm | png "$picture"
