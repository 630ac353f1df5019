#!/usr/bin/env bash
# usage: npy-pipe.sh
#
# numpy.lib.format.read_array does not read an array from a pipe, though the format is made to be read from front to
# back, numpy.save writes it into one, and read_magic and read_array_header_1_0 read it from there. The manual says
# that what "is not a real file object" is slow; it is the other way round: hide from it that the pipe is a file, by
# an object with nothing but read(), and it works.
#
# Seen on 2026-11-29 with numpy 1.26.4 and 2.2.6 from PyPI, Python 3.11.7. The input is arange(6.) of shape 2x3:
#
#   read_array(sys.stdin.buffer)                  OSError: obtaining file position failed
#   read_magic, read_array_header_1_0             (1, 0), ((2, 3), False, dtype('float64'))
#   read_array(an object with that one's read())  the array
#   numpy.load(sys.stdin.buffer)                  io.UnsupportedOperation: File or stream is not seekable.
#
# Real files are read by numpy.fromfile, which asks for the position. We read no .npy yet; who writes a script for
# the way between both passes `io.BytesIO(sys.stdin.buffer.read())`, or such an object.
. "$(dirname "$0")/start.bash"

cat > try.py <<'END'
import sys
import numpy as np
from numpy.lib import format

class Bytes:
    def __init__(self, file):
        self.read = file.read

pipe = sys.stdin.buffer
try:
    if sys.argv[1] == "array":
        print(format.read_array(pipe).sum())
    elif sys.argv[1] == "load":
        print(np.load(pipe).sum())
    elif sys.argv[1] == "parts":
        print(format.read_magic(pipe), format.read_array_header_1_0(pipe))
    else:
        print(format.read_array(Bytes(pipe)).sum())
except OSError as error:
    print(error)
END
# shellcheck disable=SC2317 # sees calls it
piped() {
  python3 -c 'import sys, numpy; numpy.save(sys.stdout.buffer, numpy.arange(6.).reshape(2, 3))' | python3 try.py "$1"
}
for version in 1.26.4 2.2.6; do
  rm -rf python
  modules "numpy==$version"
  sees 0 'obtaining file position failed' piped array
  sees 0 'File or stream is not seekable.' piped load
  sees 0 "(1, 0) ((2, 3), False, dtype('float64'))" piped parts
  sees 0 15.0 piped hidden
done
finish
