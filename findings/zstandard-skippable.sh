#!/usr/bin/env bash
# usage: zstandard-skippable.sh
#
# A zstd stream that begins with a skippable frame, or an empty one, is empty for most functions of the Python module
# zstandard 0.23.0: they give nothing and report nothing, decompress() with allow_extra_data=False too, which is there
# to refuse what follows a frame. Another function of the same module reads all of it, as zstd, libarchive and pyzstd
# do. Version 0.25.0 refuses it in decompress(), by a message of another cause; the others are as before.
#
# Seen on 2026-11-29 with zstandard 0.23.0 and 0.25.0 and pyzstd 0.16.2 from PyPI, zstd 1.5.4+dfsg2-5 of Debian 12.
# The input is a skippable frame of 4 bytes, then "one" as `zstd` compresses it:
#
#                                              0.23.0   0.25.0
#   decompress(data)                           b''      ZstdError: decompressed 0 bytes; expected 4
#   decompress(data, allow_extra_data=False)   b''      the same
#   decompressobj().decompress(data)           b''      b''
#   b''.join(read_to_iter(data))               b''      b''
#   stream_reader(data).read()                 b'one'   b'one'
#   zstd -dc, pyzstd.decompress                one
#
# Each frame of a tensor stream begins so: formats/tensor-stream.md says what to use in Python.
. "$(dirname "$0")/start.bash"

debian zstd=1.5.4+dfsg2-5
(printf '\x50\x2a\x4d\x18\x04\0\0\0skip'; printf one | zstd -q) > skip.zst
sees 0 one zstd -dcq skip.zst
cat > try.py <<'END'
import io
import sys

data = open("skip.zst", "rb").read()
if sys.argv[1] == "pyzstd":
    import pyzstd
    print(pyzstd.decompress(data))
    sys.exit()
import zstandard
of = zstandard.ZstdDecompressor()
ways = {
    "plain": lambda: of.decompress(data),
    "strict": lambda: of.decompress(data, allow_extra_data=False),
    "object": lambda: of.decompressobj().decompress(data),
    "iterator": lambda: b"".join(of.read_to_iter(data)),
    "reader": lambda: of.stream_reader(data).read(),
}
try:
    print(ways[sys.argv[1]]())
except zstandard.ZstdError as error:
    print(error)
END
modules pyzstd==0.16.2 typing_extensions==4.12.2
sees 0 "b'one'" python3 try.py pyzstd
for version in 0.23.0 0.25.0; do
  rm -rf python
  modules "zstandard==$version"
  if [[ $version == 0.23.0 ]]; then refused="b''"; else refused='decompression error: decompressed 0 bytes; expected 4'; fi
  sees 0 "$refused" python3 try.py plain
  sees 0 "$refused" python3 try.py strict
  sees 0 "b''" python3 try.py object
  sees 0 "b''" python3 try.py iterator
  sees 0 "b'one'" python3 try.py reader
done
finish
