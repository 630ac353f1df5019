# usage: gnuplot -c plate.gp IMAGE.png PICTURE XLABEL YLABEL XTICS YTICS [CHARACTERS]
#
# Draws axes around a contact sheet, every pixel of which becomes one of the picture, or one of an SVG.
# XTICS and YTICS are gnuplot's lists of tics, such as '"-1" 93, "1" 467', in pixels from the lower
# left. CHARACTERS is the length of the longest of YTICS; with none there are no tics at that side.
image = ARG1; picture = ARG2
size = system(sprintf("pngtopnm '%s' | pamfile -allimages -machine", image))
width = real(word(size, 4)) ; height = real(word(size, 5))
left = ARGC < 7 ? 60.0 : 100.0 + 18.0 * ARG7; right = 60.0; top = 20.0; bottom = ARG3 eq "" ? 75.0 : 120.0
wide = (width + left + right) / 2; high = (height + top + bottom) / 2
load system(sprintf("dirname '%s'", ARG0))."/style.gp"
set lmargin at screen left / (2 * wide)
set rmargin at screen 1 - right / (2 * wide)
set bmargin at screen bottom / (2 * high)
set tmargin at screen 1 - top / (2 * high)
unset grid
unset key
set border 0
set tics out scale 0.4
# Labels that do not move with the terminal, as those of xlabel and ylabel do.
set label ARG3 at graph 0.5, screen 30 / (2 * high) center
set label ARG4 at screen 30 / (2 * wide), screen 0.5 center rotate
eval "set xtics (".ARG5.")"
if (ARG6 eq "") { unset ytics } else { eval "set ytics (".ARG6.")" }
set xrange [-0.5:width - 0.5]
set yrange [-0.5:height - 0.5]
plot image binary filetype=png with rgbimage
