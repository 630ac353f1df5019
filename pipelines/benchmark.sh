#!/usr/bin/env bash
# usage: benchmark.sh TRAIN-IMAGES [ROUNDS]
#
# Times the tools on an IDX file, beside PyTorch and JAX where $PYTHON (python3) has them. Everything
# is run once a round, in turn, 5 rounds unless told otherwise. Writes a table: what, its unit, the
# median, the least and the greatest value, and the values of all rounds.
#
# Zeros in the data cost nothing in the layer that reads them. So an epoch is timed on the images too with 1
# in the place of all zero bytes: that is the arithmetic which its share of the peak counts.
. "$(dirname "$0")/start.bash"
(($# == 1 || $# == 2)) || misused
train=$(realpath "$1") rounds=${2-5} python=${PYTHON-python3}
needs time zstd
workspace
cd "$work"

# note WHAT UNIT VALUE: one value of a round.
note() { printf '%s\t%s\t%s\n' "$@" >> notes; }
# wall WHAT COMMAND: a shell command's wall time in seconds.
wall() {
  local start=$EPOCHREALTIME
  bash -c "$2" > /dev/null
  note "$1" s "$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.4f", b - a }')"
}
# The last epoch of a short run, in seconds.
last() { awk -v column="$1" 'END { print $column }' "$2"; }
imports() { "$python" -c "import $1" 2> /dev/null; }

mnist2t "$train" > train.t
gzip -dc "$train" > images
{ head -c 16 images && tail -c +17 images | tr '\000' '\001'; } | mnist2t > dense.t
for ((round = 0; round < rounds; round++)); do
  for isa in v3 v4; do
    VAE_ISA=$isa latent-sample -n 0 > /dev/null 2>&1 || continue
    for threads in 1 2; do
      name="$isa, $threads threads"
      VAE_ISA=$isa kernel-bench --threads $threads --seconds 0.2 > kernels.tsv
      peak=$(awk '/^peak/ { print $6 }' kernels.tsv)
      VAE_ISA=$isa vae-fit -q -e 2 --threads $threads --log dense.tsv -o model.t dense.t
      VAE_ISA=$isa vae-fit -q -e 2 --threads $threads --log log.tsv -o model.t train.t
      note "peak, $name" GFLOP/s "$peak"
      # The same as a mean, and the mean of a product: what the machine gives while others use it.
      note "peak, $name, mean" GFLOP/s "$(awk '/^peak/ { print $8 }' kernels.tsv)"
      note "forward 784-400, $name, mean" GFLOP/s "$(awk '/^forward\t400\t128\t784/ { print $8 }' kernels.tsv)"
      note "epoch, $name" s "$(last 6 log.tsv)"
      note "epoch without zeros, $name" s "$(last 6 dense.tsv)"
      # Multiply-adds of the three products of each layer, the first without its input's gradient.
      note "share of the peak without zeros, $name" % "$(awk -v peak="$peak" -v n="$(last 7 dense.tsv)" \
        'BEGIN { print 100 * n * 2 * (2 * 784*400 + 3 * (400*40 + 20*400 + 400*784)) / 1e9 / peak }')"
    done
  done
  wall "ten epochs from gzip to model" "mnist2t '$train' | vae-fit -q > model.t"
  for peer in torch jax; do
    imports $peer || continue
    "$python" "$here/peers/${peer}_vae.py" "$train" 2 > "$peer.tsv"
    note "epoch, $peer" s "$(last 1 "$peer.tsv")"
    wall "ten epochs from gzip, $peer" "'$python' '$here/peers/${peer}_vae.py' '$train' 10"
  done
  vae-fit -q -e 1 -z 2 --encoder conv:32,64 --log log.tsv -o conv.t train.t
  note "epoch, convolutions" s "$(last 6 log.tsv)"
  if imports torch; then
    "$python" "$here/peers/torch_conv.py" "$train" 1 > conv.tsv
    note "epoch, convolutions, torch" s "$(last 1 conv.tsv)"
  fi
  wall "latent-sample | vae-decode | t2pgm" "latent-sample -n 64 | vae-decode model.t | t2pgm"
  wall "mnist2t | vae-encode" "mnist2t '$train' | vae-encode model.t"
  wall "mnist2t" "mnist2t '$train'"
  wall "gzip -dc | zstd -1" "gzip -dc '$train' | zstd -1"
  command time -o memory -f %M vae-fit -q -e 1 -o model.t train.t
  note "memory of vae-fit" MB "$(awk '{ print $1 / 1000 }' memory)"
done
printf 'what\tunit\tmedian\tleast\tgreatest\tall\n'
sort -t $'\t' -k 1,2 -k 3g -s notes | awk -F '\t' '
  function flush() { if (n) print what, unit, v[int((n + 1) / 2)], v[1], v[n], all }
  BEGIN { OFS = FS }
  $1 != what { flush(); n = 0; all = ""; what = $1; unit = $2 }
  { v[++n] = $3; all = all (n > 1 ? " " : "") $3 }
  END { flush() }'
