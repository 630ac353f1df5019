#!/usr/bin/env bash
# usage: webp-input.sh
#
# dwebp takes "-" for standard output behind -o, but not for standard input: that is "-- -", which must come last (dwebp(1) says so of --).
# The same of cwebp; and cwebp takes a PNM only if its header has lines of just these fields: "P5", width and height,
# maxval. The format allows any white space between them, and others write it in one line.
#
# Seen on 2026-11-29 with webp 1.2.4-0.2+deb12u1 of Debian 12:
#
#   dwebp -pgm -o x.pgm -        Unknown option '-'             status 255
#   dwebp -pgm -o x.pgm -- -     the picture
#   cwebp ... -                  Error! Unknown option '-'      status 255
#   cwebp ... -- - "P5\n4 1\n255\n"   a picture
#   cwebp ... -- - "P5 4 1 255\n"     Error parsing PNM header.      status 255
#   cwebp ... -- - "P5\n4 1 255\n"    the same
#
# t2pgm and t2ppm write the header in three lines, so `t2pgm x.t | cwebp -lossless -o x.webp -- -` works.
. "$(dirname "$0")/start.bash"

debian webp=1.2.4-0.2+deb12u1 libwebp7=1.2.4-0.2+deb12u1 libwebpdemux2=1.2.4-0.2+deb12u1
printf 'P5\n4 1\n255\n' > three
printf 'P5 4 1 255\n' > one
printf 'P5\n4 1 255\n' > two
# shellcheck disable=SC2317 # sees calls it
encoded() { cat "$1" <(printf abcd) | cwebp -quiet -lossless -o x.webp "${@:2}" > log; }
# shellcheck disable=SC2317 # sees calls it
decoded() { dwebp -quiet -pgm -o x.pgm "$@" < x.webp > log && tail -c +12 x.pgm | head -c 4 | od -An -tu1; }
sees 255 '' encoded three -
says "Unknown option '-'"
for header in one two; do
  sees 255 '' encoded "$header" -- -
  says 'Error parsing PNM header.'
done
sees 0 '' encoded three -- -
# The luma of an encoder: 16 to 235.
sees 0 '  99 100 101 102' decoded -- -
sees 255 '' decoded -
says "Unknown option '-'"
finish
