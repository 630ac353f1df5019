#!/usr/bin/env bash
# usage: opencv-maxval.sh
#
# One grey picture, written as a binary PGM (P5) and as a plain one (P2), is two pictures for OpenCV where its maxval
# is below 255: it scales the plain one to 255, and passes the bytes of the binary one on as they are, nearly black,
# with the default flags and without a word. Above 255 both are passed on, and IMREAD_GRAYSCALE divides by 256
# whatever the maxval is. Pillow scales all of them.
#
# Seen on 2026-11-29 with opencv-python-headless 4.10.0.84, pillow 11.0.0 and numpy 1.26.4 from PyPI. Four pixels:
#
#   maxval  pixels          reader                       P2                 P5
#   15      0 5 10 15       cv2.imread(IMREAD_UNCHANGED) 0 85 170 255       0 5 10 15
#   1000    0 333 667 1000  cv2.imread(IMREAD_GRAYSCALE) 0 1 2 3            0 1 2 3
#   15      0 5 10 15       Image.open                   0 85 170 255       0 85 170 255
#
# netpbm keeps the maxval of its input, so files like this are common. With us pnm2t refuses another maxval than 255,
# with the pamdepth line that converts, and t2pgm writes 255 alone; so neither side of the difference is met.
. "$(dirname "$0")/start.bash"

modules opencv-python-headless==4.10.0.84 pillow==11.0.0 numpy==1.26.4
printf 'P2\n4 1\n15\n0 5 10 15\n' > plain.pgm
printf 'P5\n4 1\n15\n\0\5\12\17' > binary.pgm
printf 'P2\n4 1\n1000\n0 333 667 1000\n' > deep-plain.pgm
printf 'P5\n4 1\n1000\n\0\0\1\115\2\233\3\350' > deep-binary.pgm
cat > try.py <<'END'
import sys

if sys.argv[1] == "pillow":
    from PIL import Image
    print(*Image.open(sys.argv[2]).getdata())
else:
    import cv2
    print(*cv2.imread(sys.argv[2], getattr(cv2, sys.argv[1])).ravel())
END
sees 0 '0 85 170 255' python3 try.py IMREAD_UNCHANGED plain.pgm
sees 0 '0 5 10 15' python3 try.py IMREAD_UNCHANGED binary.pgm
sees 0 '0 5 10 15' python3 try.py IMREAD_GRAYSCALE binary.pgm
sees 0 '0 1 2 3' python3 try.py IMREAD_GRAYSCALE deep-plain.pgm
sees 0 '0 1 2 3' python3 try.py IMREAD_GRAYSCALE deep-binary.pgm
sees 0 '0 85 170 255' python3 try.py pillow plain.pgm
sees 0 '0 85 170 255' python3 try.py pillow binary.pgm
finish
