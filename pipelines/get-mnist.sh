#!/usr/bin/env bash
# usage: get-mnist.sh FOLDER
#
# Downloads the four files of MNIST, 70,000 digits, into FOLDER and verifies their SHA-256 sums.
# A file that is there and verified is kept. MIRROR=URL goes before the known mirrors.
. "$(dirname "$0")/start.bash"
(($# == 1)) || misused
needs curl

mirrors=(
  ${MIRROR:+"$MIRROR"}
  https://ossci-datasets.s3.amazonaws.com/mnist
  https://storage.googleapis.com/cvdf-datasets/mnist
)
creates_folder "$1"
cd "$1"
verified() { [[ -e $1 ]] && sha256sum --check --status <<< "$sum  $1"; }
while read -r sum file; do
  verified "$file" && continue
  for mirror in "${mirrors[@]}"; do
    curl -fsSL --connect-timeout 20 -o "$file.part" "$mirror/$file" || continue
    verified "$file.part" && mv "$file.part" "$file" && continue 2
    echo "$script: $mirror/$file: not the original file" >&2
  done
  rm -f "$file.part"; fail 74 "$file: no mirror has it"
done <<'SUMS'
440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609 train-images-idx3-ubyte.gz
3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c train-labels-idx1-ubyte.gz
8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6 t10k-images-idx3-ubyte.gz
f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6 t10k-labels-idx1-ubyte.gz
SUMS
