#!/usr/bin/env bash
# usage: gzip-padding.sh
#
# Zero bytes between two gzip members, as tapes and block devices pad them: pigz and igzip lose every later member
# without a word, with status 0, and their -t finds nothing wrong. gzip warns and ends with 2; Python reads on. Zeros
# behind the last member are passed over by all.
#
# Seen on 2026-11-29 with pigz 2.6-1, isal 2.30.0-5 and gzip 1.12-1 of Debian 12, and gzip of Python 3.11.7. The
# input is "one" and "two", compressed by `gzip -n` each, with 512 zeros between them:
#
#   pigz -dc     one      status 0
#   pigz -t               status 0
#   igzip -dc    one      status 0
#   igzip -t              status 0
#   gzip -dc     one      status 2   gzip: stdin: decompression OK, trailing garbage ignored
#   gzip.open    onetwo
#
# RFC 1952 knows no padding, so all may do what they do; that the answers are four is the surprise. With us mnist2t
# passes over such zeros and reads on.
. "$(dirname "$0")/start.bash"

debian pigz=2.6-1 isal=2.30.0-5 libisal2=2.30.0-5 gzip=1.12-1
(printf one | gzip -n; head -c 512 /dev/zero; printf two | gzip -n) > padded.gz
(printf one | gzip -n; printf two | gzip -n; head -c 512 /dev/zero) > tail.gz
# shellcheck disable=SC2317 # sees calls it
read_on() { "$1" -dc < "$2"; }
for program in pigz igzip; do
  sees 0 one read_on "$program" padded.gz
  sees 0 '' "$program" -t padded.gz
  sees 0 onetwo read_on "$program" tail.gz
done
sees 2 one read_on gzip padded.gz
says 'decompression OK, trailing garbage ignored'
sees 0 onetwo read_on gzip tail.gz
sees 0 onetwo python3 -c 'import gzip; print(gzip.open("padded.gz").read().decode())'
finish
