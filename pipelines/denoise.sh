#!/usr/bin/env bash
# usage: denoise.sh TRAIN-IMAGES TEST-IMAGES PICTURE.png [NOISE [VAE-FIT-OPTION...]]
#
# Fits an autoencoder and a denoising one and gives both the same noisy images. NOISE is gaussian:0.5 or
# what else t-corrupt takes. Draws four rows: originals, noisy images, what the autoencoder makes of
# them, what the denoising one does. Writes how close each is to the originals over all test images:
# a table of PSNR in dB.
. "$(dirname "$0")/start.bash"
(($# >= 3)) || misused
needs pnmtopng
train=$1 test=$2 picture=$3 noise=${4-gaussian:0.5}
shift $(($# > 3 ? 4 : 3))

check_images "$train"
check_images "$test"
creates "$picture"
workspace
mnist2t "$train" | vae-fit -m ae "$@" -o "$work/ae.t"
mnist2t "$train" | vae-fit -m dae --corrupt "$noise" "$@" -o "$work/dae.t"
# images OPTION...: a sheet of test images, of the noisy ones, and of each model's work.
images() {
  mnist2t "$@" "$test" > "$work/x.t"
  t-corrupt "$noise" "$work/x.t" > "$work/noisy.t"
  t2pgm -c 16 "$work/x.t" > "$work/1.pgm"
  t2pgm -c 16 "$work/noisy.t" > "$work/2.pgm"
  vae-encode --noisy "$work/ae.t" "$work/noisy.t" | vae-decode "$work/ae.t" | t2pgm -c 16 > "$work/3.pgm"
  vae-encode --noisy "$work/dae.t" "$work/noisy.t" | vae-decode "$work/dae.t" | t2pgm -c 16 > "$work/4.pgm"
}
images
printf 'images\tpsnr\nnoisy\t%s\nautoencoder\t%s\ndenoising\t%s\n' \
  "$(pnmpsnr -machine "$work"/{1,2}.pgm)" "$(pnmpsnr -machine "$work"/{1,3}.pgm)" \
  "$(pnmpsnr -machine "$work"/{1,4}.pgm)"
images -n 16
pnmcat -topbottom "$work"/{1,2,3,4}.pgm | pamenlarge 2 | png "$picture"
