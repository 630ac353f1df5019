#!/usr/bin/env bash
# usage: awk-inf.sh
#
# A column of numbers with `inf` in it, as C, Swift and NumPy print them: gawk and the original awk take inf for the
# text "inf" and add 0, but take -inf for the number. mawk, Debian's awk, takes both for numbers. So with gawk a sum over
# costs is finite and wrong, and one over log-likelihoods is -inf, as it should be.
#
# Seen on 2026-11-29 with gawk 1:5.2.1-2, mawk 1.3.4.20200120-3.1 and original-awk 2022-09-12-1 of Debian 12. Sums of
# two lines, the first of which is
#
#            inf    -inf   nan
#   gawk     1      -inf   1
#   original 1      -inf   1
#   mawk     inf    -inf   nan
#
# vae-score gives inf to a cost beyond single precision. Our scripts do not add it with awk: report/tiles.awk and
# collection/figures.awk pass inf on as text; `sort -g` and t-auroc, not awk, put such rows in order.
. "$(dirname "$0")/start.bash"

debian gawk=1:5.2.1-2 mawk=1.3.4.20200120-3.1 original-awk=2022-09-12-1 \
  libsigsegv2 libmpfr6 libreadline8 libgmp10
# shellcheck disable=SC2016,SC2317 # awk's own $; sees calls it
total() { printf '%s\n1\n' "$2" | "$1" '{ sum += $1 } END { print sum }'; }
for program in gawk original-awk; do
  sees 0 1 total "$program" inf
  sees 0 -inf total "$program" -inf
  sees 0 1 total "$program" nan
done
sees 0 inf total mawk inf
sees 0 -inf total mawk -inf
sees 0 nan total mawk nan
finish
