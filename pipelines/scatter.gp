# usage: gnuplot -c scatter.gp TABLE PICTURE XLABEL YLABEL
#
# Draws points. TABLE has a line for each: its label, or -1 for none, x and y. A label has a colour of
# ten that the colour-blind can tell apart (Tol's muted scheme), a shape, the next ten labels the next,
# and its number near the median of its points.
table = ARG1; picture = ARG2
wide = 560; high = 470
load system(sprintf("dirname '%s'", ARG0))."/style.gp"
set xlabel ARG3
set ylabel ARG4
array colours[10] = [0xcc6677, 0x332288, 0xddcc77, 0x117733, 0x88ccee, 0x882255, 0x44aa99, 0x999933, \
  0xaa4499, 0x404040]
colour(label) = label < 0 ? blue : colours[int(label) % 10 + 1]
shape(label) = 7 - 2 * (int(label / 10) % 4)
labels = system(sprintf("cut -f 1 '%s' | sort -nu", table))
set style textbox opaque noborder fillcolor rgb 0xffffff margins 0.6, 0.6
stats table using 2 name "X" nooutput
stats table using 3 name "Y" nooutput
array across[words(labels)]; array up[words(labels)]
near(i, j) = abs(across[i] - across[j]) < 0.04 * (X_max - X_min) && abs(up[i] - up[j]) < 0.05 * (Y_max - Y_min)
if (labels ne "-1") {
  do for [i = 1:words(labels)] {
    k = int(word(labels, i))
    stats table using ($1 == k ? $2 : NaN) name "ACROSS" nooutput
    stats table using ($1 == k ? $3 : NaN) name "UP" nooutput
    across[i] = ACROSS_median; up[i] = UP_median
    # Above one that is there already.
    do for [again = 1:3] { do for [j = 1:i - 1] {
      if (near(i, j)) { up[i] = up[j] + 0.055 * (Y_max - Y_min) }
    } }
    set label i word(labels, i) at across[i], up[i] center front boxed textcolor rgb 0x000000
  }
  set key outside right top vertical title "label"
} else { unset key }
plot table using 2:3:(shape($1)):(colour($1)) with points pointtype variable pointsize 0.25 \
       linecolor rgb variable notitle, \
     for [label in labels] keyentry with points pointtype shape(label) linecolor rgb colour(label) \
       title label
