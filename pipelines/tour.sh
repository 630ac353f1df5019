#!/usr/bin/env bash
# usage: tour.sh TRAIN-IMAGES TEST-IMAGES TEST-LABELS FOLDER
#
# Shows around, in about half a minute with MNIST: fits a small model to IDX files and does with it what the
# tools can do. Prints each command before it runs it, to be typed again in FOLDER, where the pictures are, and
# links to the three files.
. "$(dirname "$0")/start.bash"
(($# == 4)) || misused
needs gnuplot pnmtopng
check_images "$1"
check_images "$2" "$3"
creates_folder "$4"
ln -sfn "$(realpath "$1")" "$4/train-images"
ln -sfn "$(realpath "$2")" "$4/test-images"
ln -sfn "$(realpath "$3")" "$4/test-labels"
tools=$(dirname "$(type -P vae-fit)")
cd "$4"
PATH=$here:$PATH

# step TITLE SENTENCE COMMAND LOOK: what is done, how, and what to look at then.
step() {
  printf '\n== %s\n%s\n\n  $ %s\n\n' "$1" "$2" "$3"
  bash -o pipefail -c "$3"
  printf -- '-> %s\n' "$4"
}
printf 'All commands run in this folder, with this PATH:\n\n  cd %q\n  PATH=%q:%q:%s\n' "$PWD" "$here" "$tools" "\$PATH"
step "Data" "Images and labels become a stream of named tensors, which all tools read." \
  "mnist2t test-images test-labels > test.t; t-info test.t" \
  "x has the images, a byte for a pixel; y their labels."
step "Fit" "A variational autoencoder learns to put an image into 20 numbers, z, and to draw it from them." \
  "mnist2t train-images | vae-fit -e 4 --validate test.t --log loss.tsv -o model.t" \
  "The model is one file; loss.tsv has a line for each epoch, and t-info model.t tells what it is."
step "Encode and decode" "The encoder gives z for each test image; the decoder draws images from z." \
  "vae-encode model.t test.t > codes.t
    (t-slice -n 16 test.t; t-slice -n 16 codes.t | vae-decode model.t) | t2pgm -c 16 | pnmtopng -quiet > decoded.png" \
  "decoded.png: test images, and below each what is left of it in 20 numbers."
step "Sample" "Numbers drawn at random make images that nobody has written." \
  "latent-sample -n 64 | vae-decode model.t | t2pgm | pnmtopng -quiet > samples.png" \
  "samples.png: many look like digits, some lie between two."
step "Walk" "A straight line from the z of an image to that of the next." \
  "latent-walk -r 0-7 codes.t | vae-decode model.t | t2pgm -c 10 | pnmtopng -quiet > walk.png" \
  "walk.png: each line is such a way; images turn into others by small steps."
step "Map" "The plane in which z varies most, with a colour for each label, which the model never saw." \
  "scatter.sh model.t test.t map.png" \
  "map.png: some labels have a place of their own, of MNIST 0 and 1 most of all; others overlap. The
   axes say how much of z a plane can show, which is little."
step "Score" "How well the model explains each test image, and which it explains worst." \
  "vae-score --tsv model.t test.t | cut -f 3 | nl -v 0 | sort -k 2g > worst.tsv
    t-select -n 64 --index worst.tsv test.t | t2pgm | pnmtopng -quiet > worst.png" \
  "worst.png: the images with the least ELBO are odd ones."
step "Report" "One page with figures and pictures of all of this." \
  "report.sh model.t test.t loss.tsv > report.html" \
  "Open report.html in a browser. Each tool has --help and a man page."
