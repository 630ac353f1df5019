#!/usr/bin/env bash
# usage: numpy.sh FOLDER [X.npy MODEL]
#
# Installs pinned versions of NumPy in FOLDER, outside the checkout, and takes arrays of every type, shape and order
# from each to npy2t and from t2npy back, by files, pipes and archives: every bit must be the same, and what t2npy
# writes must be what numpy.save of version 2 writes. With X.npy, f32, and a MODEL of such rows, it also measures the
# way from an array to latents, in processor time: the median of 9. Writes a table. The status is 1 where anything
# differs, 69 where something cannot be installed.
. "$(dirname "$0")/../start.bash"
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
PATH=$(realpath "$here/../.build/release" 2> /dev/null):$PATH
(($# == 1 || $# == 3)) || misused
needs python3 time zstd
folder=$1 x=${2-} model=${3-}
[[ -z $x ]] || x=$(realpath "$x") model=$(realpath "$model")
workspace
status=0
printf 'what\ttried\tresult\n'
# NumPy and, for bfloat16, ml_dtypes; read_t.py and write_t.py work with the zstd command and with zstandard.
for versions in 'numpy==1.26.4 ml_dtypes==0.5.4' 'numpy==2.4.1 ml_dtypes==0.6.0 zstandard==0.25.0'; do
  name=${versions%% *}
  modules=$folder/$name
  # shellcheck disable=SC2086
  [[ -d $modules ]] || python3 -m pip install -q --only-binary :all: --target "$modules" $versions >&2 ||
    fail 69 "cannot install $versions"
  PYTHONPATH=$(realpath "$modules"):$here/../formats
  export PYTHONPATH PYTHONDONTWRITEBYTECODE=1
  (cd "$work" && python3 "$here/neighbours/numpy_ways.py") > "$work/found" || status=1
  sed "s/^/${name/==/ }, /" "$work/found"
done
[[ $x ]] || exit "$status"

cd "$work"
ln -s "$x" x.npy
ln -s "$model" model.t
ln -s "$here/../formats/write_t.py" .
npy2t x.npy > x.t
commands=('vae-encode model.t x.t' 'npy2t x.npy | vae-encode model.t | t2npy'
  'npy2t --store x.npy | vae-encode model.t | t2npy' 'npy2t x.npy' 'npy2t --store x.npy | cat'
  'python3 -c "import numpy; numpy.load(\"x.npy\")"' 'python3 write_t.py x=x.npy')
# User and system time, all commands in turn, so that what else the machine does meets each of them.
for _ in {1..9}; do
  for k in "${!commands[@]}"; do
    command time -o seconds -f '%U %S' bash -o pipefail -c "${commands[k]}" > out || fail 65 "failed: ${commands[k]}"
    awk '{ print $1 + $2 }' seconds >> "times.$k"
  done
done
for k in "${!commands[@]}"; do
  seconds=$(sort -g "times.$k" | sed -n 5p)
  base=${base-$seconds}
  printf '%s\t%s s\t%s of %s, %s s\n' "${commands[k]}" "$seconds" \
    "$(awk -v a="$seconds" -v b="$base" 'BEGIN { printf "%.2f", a / b }')" "${commands[0]}" "$base"
done
exit "$status"
