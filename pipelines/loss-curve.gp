# usage: gnuplot -c loss-curve.gp LOG PICTURE.png
#
# Draws the loss of every epoch from the log that vae-fit --log wrote; that of the validation images
# too where the log has it.
set terminal png size 800,500
set output ARG2
set datafile separator tab
set xlabel "epoch"
set ylabel "negative ELBO, nats per image"
set grid
set key top right
log = ARG1
has_validation = int(system(sprintf("head -n 1 '%s' | grep -c valid_loss || true", log)))
if (has_validation) {
  plot log using "epoch":"loss" with linespoints title "training", \
       log using "epoch":"valid_loss" with linespoints title "validation"
} else {
  plot log using "epoch":"loss" with linespoints title "training"
}
