# What all plots share: load it with `picture` set to the file to make, and `wide` and `high` to its size.
#
# The file's extension decides: .svg, of that many pixels; .png, of twice as many, for fine screens. The
# colours are those of Okabe and Ito (2008), which the colour-blind can tell apart.
extension = strlen(picture) > 4 ? picture[strlen(picture) - 3:] : ""
if (extension eq ".svg") {
  set terminal svg size wide,high standalone background "white" font "sans,16"
} else { if (extension eq ".png") {
  set terminal pngcairo size 2 * wide,2 * high font "sans,12" fontscale 2 linewidth 2 pointscale 2
} else {
  printerr sprintf("%s: expected a name that ends in .png or .svg", picture)
  exit status 64
} }
set output picture
blue = 0x0072b2; orange = 0xd55e00; green = 0x009e73; grey = 0x8c8c8c
set linetype 1 linecolor rgb blue
set linetype 2 linecolor rgb orange
set grid linetype 1 dashtype solid linewidth 0.5 linecolor rgb 0xe0e0e0
set border 3 linecolor rgb 0x404040
set tics nomirror textcolor rgb 0x202020
# Above the plot, where no bar or line can be.
set key above right horizontal textcolor rgb 0x202020
