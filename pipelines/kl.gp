# usage: gnuplot -c kl.gp TABLE PICTURE
#
# Draws bars of KL divergence. TABLE has a line for each: its name, nats, and 1 where it is active, else 0.
table = ARG1; picture = ARG2
wide = 560; high = 380
load system(sprintf("dirname '%s'", ARG0))."/style.gp"
stats table using 2 name "KL" nooutput
stats table using 3 name "ACTIVE" nooutput
set title sprintf((KL_sum < 1e5 ? "%.2f" : "%.3g")." nats in all, %d of %d active", KL_sum, ACTIVE_sum, KL_records)
set xlabel "dimension or variable of z, the largest KL first"
set ylabel "KL divergence, nats per example"
set yrange [0:*]
set xrange [-1:KL_records]
set style fill solid
set boxwidth 0.8
unset grid
set grid y
# Many names are small, and too many left out.
if (KL_records > 16) { set xtics font ",10" }
if (KL_records > 32) { unset xtics }
name(column) = KL_records > 32 ? "" : stringcolumn(column)
some(column) = ACTIVE_sum < KL_records ? column : ""
plot table using 0:($3 == 1 ? $2 : NaN):xtic(name(1)) with boxes linetype 1 title "active", \
     table using 0:($3 == 0 ? $2 : NaN) with boxes linecolor rgb grey title some("not active")
