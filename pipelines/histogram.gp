# usage: gnuplot -c histogram.gp TABLE PICTURE TITLE
#
# Draws the histograms of normal and anomalous scores, each as shares of its rows, so that a small class
# is not lost beside a large one. TABLE is what t-auroc --histogram writes.
table = ARG1; picture = ARG2
wide = 560; high = 380
load system(sprintf("dirname '%s'", ARG0))."/style.gp"
set title ARG3
set xlabel "score"
set ylabel "rows in a bin, % of their kind"
set yrange [0:*]
stats table using 3:4 skip 1 nooutput
set style fill transparent solid 0.5 border
plot table skip 1 using (($1 + $2) / 2):(100 * $3 / STATS_sum_x):($2 - $1) with boxes linetype 1 \
       title sprintf("normal (%d rows)", STATS_sum_x), \
     table skip 1 using (($1 + $2) / 2):(100 * $4 / STATS_sum_y):($2 - $1) with boxes linetype 2 \
       title sprintf("anomalous (%d rows)", STATS_sum_y)
