#!/usr/bin/env bash
# usage: pictures.sh FOLDER [COUNT]
#
# Compares img2t and t2png with Pillow, which is installed in FOLDER, outside of the project: pictures of every kind
# are read by both and must have the same pixels, in other sizes pixels within 1; what t2png writes is read by Pillow.
# Then both make 64x64x3 of COUNT JPEG files like photographs of 500x375, 1500 unless given, with one thread and the
# same filter, and the processor time of each is taken three times. Writes a tab-separated table with the header
# what, tried, result; the status is 1 where something differed that must not. Needs the network once.
. "$(dirname "$0")/../start.bash"
((1 <= $# && $# <= 2)) || misused
needs python3 pngtopnm convert cjpeg
folder=$1 count=${2:-1500}
creates_folder "$folder"
folder=$(realpath "$folder")
[[ -x $folder/python/bin/python ]] || python3 -m venv "$folder/python" || fail 69 "needs python3-venv"
"$folder/python/bin/pip" install -q Pillow==13.0.0 numpy==2.4.6
workspace
"$folder/python/bin/python" "$here/neighbours/pictures.py" "$here/../formats" "$here/../Tests/Fixtures/pictures/make.py" \
  "$work" "$folder/photos" "$count"
