#!/usr/bin/env bash
# usage: mutations.sh [EVERY]
#
# Changes valid inputs in every way and counts what the tools make of them: each bit of the first 4 KiB flipped,
# each cut, each pair of frames swapped, each frame dropped or doubled. All must be refused with the status 65
# and one line, or read as the same content. Inputs are the vectors of the stream format, a model and a prior,
# IDX data with and without gzip, arrays of NumPy, safetensors, tables, and PNG and JPEG pictures. "Bits of the body"
# are flipped before the compression, so that the checksum is right: then other data may be read. So may names, words
# and elements of safetensors, which have no checksum. EVERY tries one bit and cut in so many, 1 unless given; the
# programs that read streams run on one in 97 times EVERY. Writes what was changed, how many changes were tried, and
# what came of them. The status is 1 if anything came that must not.
#
# The program `mutations` is built with the tests: put the build folder on the path.
. "$(dirname "$0")/start.bash"
every=${1:-1}
valid=$here/../formats/vectors/valid
fixtures=$here/../Tests/Fixtures
workspace

for row in {1..24}; do printf '0.%d\t0.5\t1\t0\n' "$row"; done | tsv2t --tensor x > "$work/data.t"
vae-fit -q -e 1 -b 8 -z 2 --hidden 3 -o "$work/model.t" "$work/data.t"
vae-encode "$work/model.t" "$work/data.t" | latent-fit -q gaussian > "$work/prior.t"
printf '\0\0\010\003\0\0\0\002\0\0\0\002\0\0\0\002\001\002\003\004\005\006\007\010' > "$work/images.idx"
printf '\0\0\010\001\0\0\0\003\007\002\001' > "$work/labels.idx"
tsv2t --tensor x --type i32 <<< $'1\t2\n3\t4' > "$work/numbers.t"
t2npy "$work/numbers.t" > "$work/numbers.npy"
t2npy --npz "$work/numbers.t" > "$work/numbers.npz"
tsv2t --tensor x --label --type i32 <<< $'1\t2\n3\t4' | t2npy --npz > "$work/two.npz"
tsv2t --tensor x --label --type u8 --unit 1 <<< $'1\t0\n3\t1' | t2safetensors > "$work/two.safetensors"
vae-export --safetensors "$work/model.t" > "$work/network.safetensors"
t-slice -n 3 "$work/data.t" | t2png -o "$work/picture.png"
printf 'a,b\n1.5,"u, v"\n,w\n' > "$work/table.csv"
csv2t "$work/table.csv" > "$work/table.t"
gzip -kn "$work/table.csv"
zstd -q "$work/table.csv"
for name in images labels; do gzip -n < "$work/$name.idx" > "$work/$name.gz"; done

status=0
try() {
  echo "mutations $*" >&2
  mutations --every "$@" || status=1
}
printf 'what\ttried\tresult\n'
try "$every" "$valid"/*.t
try "$every" --bodies "$valid"/*.t
try "$every" --kind model "$work/model.t"
try "$every" --kind model --bodies "$work/model.t"
try "$every" --kind prior "$work/prior.t"
try "$every" --kind prior --bodies "$work/prior.t"
try "$every" --run 'mnist2t -' "$work"/{images,labels}.gz
try "$every" --run 'mnist2t -' --unchecked "$work"/{images,labels}.idx
try "$every" --run 'npy2t -' --unchecked "$work/numbers.npy"
try "$every" --run 'npy2t -' "$work/numbers.npz" "$work/two.npz"
try "$every" --run 'safetensors2t -' --safetensors "$work/two.safetensors" "$fixtures/safetensors/types.safetensors"
try "$every" --run "vae-import --like $work/model.t -" --safetensors "$work/network.safetensors"
try "$every" --run "csv2t --like $work/table.t" "$work"/table.csv.{gz,zst}
try "$every" --run "csv2t --like $work/table.t" --unchecked "$work/table.csv"
try "$every" --run 'img2t -' "$work/picture.png"
try "$every" --run 'img2t -' --unchecked "$fixtures/pictures/rgb.jpg"
sample=$((97 * every))
try "$sample" --run t-info "$valid"/*.t
try "$sample" --run t-cat "$valid"/{blocks,concatenated,rows,skippable,zero-rows}.t
try "$sample" --run "vae-encode $work/model.t" "$work/data.t"
try "$sample" --run "vae-encode - $work/data.t" "$work/model.t"
exit "$status"
