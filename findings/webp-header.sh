#!/usr/bin/env bash
# usage: webp-header.sh
#
# cwebp takes a PNM picture only if its header is laid out as most programs happen to write it: "P5", then width and
# height, then the maxval, a line each. The format allows any white space between the four, and some writers put them
# in one line; netpbm reads either.
#
# Seen on 2026-11-29 with webp 1.2.4-0.2+deb12u1 and netpbm 2:11.01.00-2 of Debian 12, on a picture of 4x1:
#
#   "P5\n4 1\n255\n"   cwebp writes it                             pamfile reads it
#   "P5 4 1 255\n"     cwebp: Error parsing PNM header., 255       pamfile reads it
#   "P5\n4 1 255\n"    the same                                    pamfile reads it
#
# t2pgm and t2ppm write three lines, so `t2pgm x.t | cwebp -lossless -o x.webp -- -` works; pnm2t reads all three.
. "$(dirname "$0")/start.bash"

debian webp=1.2.4-0.2+deb12u1 libwebp7=1.2.4-0.2+deb12u1 libwebpdemux2=1.2.4-0.2+deb12u1 \
  netpbm=2:11.01.00-2 libnetpbm11=2:11.01.00-2
printf 'P5\n4 1\n255\n' > three
printf 'P5 4 1 255\n' > one
printf 'P5\n4 1 255\n' > two
for header in one two three; do (cat "$header"; printf abcd) > "$header.pgm"; done
# shellcheck disable=SC2317 # sees calls it
encoded() { cwebp -quiet -lossless -o x.webp -- - < "$1" > log; }
for header in one two; do
  sees 255 '' encoded "$header.pgm"
  says 'Error parsing PNM header.'
done
sees 0 '' encoded three.pgm
for header in one two three; do
  sees 0 "$header.pgm: PGM raw, 4 by 1 maxval 255" sh -c "pamfile $header.pgm | tr -s '\t' ' '"
done
finish
