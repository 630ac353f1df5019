# usage: gnuplot -c loss-curve.gp LOG PICTURE
#
# Draws the loss of every epoch from the log that vae-fit --log wrote; that of the validation images
# too where the log has it. PICTURE ends in .png or .svg.
log = ARG1; picture = ARG2
wide = 560; high = 380
load system(sprintf("dirname '%s'", ARG0))."/style.gp"
set datafile separator tab
set xlabel "epoch"
set ylabel "loss, nats per example"
stats log using 1 skip 1 nooutput
# Up to 20 epochs each has its mark; one epoch alone needs a range around it.
if (STATS_max <= 20) set xtics 1
if (STATS_records == 1) set xrange [0:2]
has_validation = int(system(sprintf("head -n 1 '%s' | grep -c valid_loss || true", log)))
if (has_validation) {
  plot log using "epoch":"loss" with linespoints linewidth 2 pointtype 7 title "training", \
       log using "epoch":"valid_loss" with linespoints linewidth 2 pointtype 5 title "validation"
} else {
  plot log using "epoch":"loss" with linespoints linewidth 2 pointtype 7 title "training"
}
