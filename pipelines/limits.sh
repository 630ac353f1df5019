#!/usr/bin/env bash
# usage: limits.sh [MIB]
#
# Runs the tools on inputs that claim much, are at the limits of the formats, or are beyond them, and measures
# what each takes. Every command has its bounds: the exit status, the most memory (its peak, and `ulimit -v`
# 1 GiB above) and the most seconds (`timeout`). MIB is the size of the large frames and bombs, 256 unless
# given. Writes what was run, the bytes of its input, and the status, the peak and the seconds. The status is 1
# if a bound was exceeded.
. "$(dirname "$0")/start.bash"
needs python3 time zstd
size=${1:-256}
vectors=$here/../formats/vectors
workspace
echo "making inputs" >&2
"$here/limits/streams.py" "$vectors" "$work" "$size"
"$here/limits/pictures.py" "$here/../Tests/Fixtures/pictures" "$work"
failed=0

# try STATUS MIB SECONDS INPUT COMMAND: one run, INPUT is its standard input.
try() {
  local status=$1 most=$2 seconds=$3 input=$4 command=$5 found=0 peak elapsed word=
  [[ $input == */* ]] || input=$work/$input
  command time -o "$work/time" -f '%M %e' timeout -s KILL "$seconds" \
    bash -c "ulimit -v $(((most + 1024) << 10)); $command" \
    < "$input" > /dev/null 2> "$work/errors" || found=$?
  read -r peak elapsed < <(tail -n 1 "$work/time")
  peak=$((peak >> 10))
  if ((found != status || peak > most)); then word=", EXPECTED $status, $most MiB, $seconds s"; failed=1; fi
  if ((found == 65 && $(wc -l < "$work/errors") != 1)); then word+=", NOT ONE LINE"; failed=1; fi
  printf '%s < %s\t%s\tstatus %s, %s MiB, %s s%s\n' "${command//$work\//}" "${input##*/}" \
    "$(stat -L -c %s "$input")" "$found" "$peak" "$elapsed" "$word"
}
printf 'what\ttried\tresult\n'

# Bombs and claims in the frames of a stream.
for name in bomb-declared bomb-undeclared body-claim data-3-tb marked-huge shape-large zstd-window-huge; do
  try 65 32 10 "$vectors/invalid/$name.t" t-info
done

# 2^31 - 1 rows of no numbers, and shapes beyond any memory of which there are no rows.
for command in t-info 't-info --frames' 't-slice -n 5' t-cat; do try 0 32 10 no-numbers.t "$command"; done
for command in 't-cat -r 1' t-shuffle t2tsv 't2svm --tensor x --no-labels' t2pgm 't-binarize --static 1' \
  't-corrupt gaussian:1' 'latent-fit gaussian' latent-map "vae-encode $work/model.t" \
  "vae-score $work/model.t" "vae-decode $work/model.t" 'vae-fit -q -e 1'; do
  try 65 64 10 no-numbers.t "$command"
done
try 65 64 10 no-numbers-codes.t "vae-decode $work/model.t"
for command in t-info 't-slice -n 5' 't-cat -r 1' t-shuffle 't-select --label 1'; do
  try 0 32 10 no-rows.t "$command"
done
for command in 't2tsv --header' t2pgm 't-binarize --static 1' 'latent-fit gaussian' \
  "vae-encode $work/model.t" "vae-decode $work/model.t" 'vae-fit -q -e 1'; do
  try 65 64 10 no-rows.t "$command"
done

# 4,096 tensors with names of 255 bytes.
for command in t-info 't-info --frames --tsv' 't-slice --drop x'; do
  try "$([[ $command == t-info* ]] && echo 0 || echo 65)" 64 20 long-names.t "$command"
done

# Frames of one row each: memory must not grow with their number.
for count in $((size * 400)) $((size * 4000)); do
  t-slice -n "$count" "$work/tiny-rows.t" | t-cat -r 1 > "$work/tiny-$count.t"
  for command in t-info 't-slice -n 5' "vae-encode --threads 1 $work/model-pixel.t"; do
    try 0 48 600 "tiny-$count.t" "$command"
  done
done

# The largest frames.
for command in t-info 't-slice -n 5' t-cat t-shuffle 't-cat -r 1000' 't-select --label 0' \
  "t-split -r 100000 -p $work/part-" t2tsv 't2svm --tensor x' t2pgm 't-binarize --static 1' \
  't-corrupt gaussian:1' "vae-encode --threads 1 $work/model-images.t" \
  "vae-score --threads 1 --mean $work/model-images.t"; do
  try 0 $((3 * size + 256)) 600 images.t "$command"
done
for command in t-info t-shuffle 't-select --label 0'; do
  try 0 $((3 * size + 256)) 600 labels.t "$command"
done
try 0 $((3 * size + 256)) 600 one-row.t t2tsv
try 0 $((3 * size + 256)) 600 pixels.t 't2pgm --columns 1024'
try 0 $((3 * size + 256)) 600 codes.t 'latent-fit gaussian'

# Models whose files are small beside what they could ask for.
model() {
  local name=$1 status=$2 most=$3 input=$4
  for command in "vae-encode --threads 2 $work/$name.t" "vae-score --threads 2 -k 2 $work/$name.t"; do
    try "$status" "$most" 120 "$input" "$command"
  done
}
model wide-layers 65 1024 row.t
model wide-layer 0 1024 row.t
model wider-layer 65 1024 row.t
model large-example 65 1024 row-2048.t
model posterior-flow 65 1024 row.t
model prior-flow 65 1024 row.t
model pseudo-inputs 0 1536 row-28.t
for name in prior-flow posterior-flow; do
  try 65 1024 120 /dev/null "latent-sample -n 1 -m $work/$name.t"
done
try 0 1536 120 /dev/null "latent-sample -n 1 -m $work/pseudo-inputs.t"
# The images are read first.
try 64 $((size + 64)) 10 images.t 'vae-fit -q -e 1 --prior vamp:65536'

# gzip and IDX.
try 65 32 10 rows.idx 'mnist2t -'
try 65 32 10 huge.idx 'mnist2t -'
try 65 160 10 large.idx 'mnist2t -'
try 65 32 60 bomb.gz 'mnist2t -'
try 0 32 60 images.gz 'mnist2t -'

# Arrays of NumPy: claims, a bomb, and the memory of many rows in every order and through every pipe.
for name in rows row text ranks fortran; do
  try 65 32 10 "claim-$name.npy" npy2t
  try 65 32 10 /dev/null "npy2t < <(cat $work/claim-$name.npy)"
done
try 65 32 10 no-numbers.npy npy2t
try 65 32 60 bomb.npz npy2t
for command in npy2t 'npy2t --store' 'npy2t | t2npy' 'npy2t | t2npy --npz'; do
  try 0 48 120 large.npy "$command"
done
for name in large-fortran.npy large.npz large-fortran.npz; do
  for command in npy2t 'cat | npy2t'; do try 0 96 120 "$name" "$command"; done
done

# Pictures: claims that their few bytes cannot fill, bombs, and what is large.
for name in claim.png scans.jpg baseline.jpg progressive.jpg beyond.png; do try 65 48 10 "$name" 'img2t -'; done
try 0 320 60 bomb.png 'img2t --size 8x8'
try 0 1024 60 bomb-16.png 'img2t --size 8x8 --f32'
try 65 1200 60 bomb-16.png 'img2t --f32'
try 65 64 60 text-bomb.png 'img2t -'

# Tables: a row and a quote without an end, what is compressed small, ever new texts, and many rows.
try 65 96 60 /dev/null "head -c ${size}M /dev/zero | tr '\\0' 1 | csv2t --kind 1=number --header no"
try 65 96 60 /dev/null "(printf 'a\n\"'; head -c ${size}M /dev/zero | tr '\\0' '\n') | csv2t --kind a=number"
try 65 96 60 /dev/null "head -c ${size}M /dev/zero | gzip -9 | csv2t --spool=$work"
try 65 96 60 /dev/null "head -c ${size}M /dev/zero | zstd -1 | csv2t --spool=$work"
try 65 96 60 /dev/null "seq -f 'x%.0f' 300000 | csv2t --spool=$work"
for options in '' --store '--kind a=number --kind b=category'; do
  try 0 64 120 /dev/null \
    "seq 10 $((size * 20000)) | sed '1{s/.*/a,b/;b};s/.\$/,&/' | csv2t --spool=$work $options | t2csv"
done

# Headers of safetensors.
for name in size-claim header-claim data-claim shape-claim deep values objects; do
  for command in safetensors2t "vae-import --like $work/model.t"; do try 65 64 10 "$name.safetensors" "$command"; done
done
try 0 32 10 no-elements.safetensors safetensors2t

# Pictures and text without an end.
try 65 32 10 huge.pgm pnm2t
try 65 32 10 large.ppm pnm2t
try 65 32 60 /dev/null "(printf P5; head -c ${size}M /dev/zero | tr '\\0' '#') | pnm2t"
try 65 64 60 /dev/null "head -c ${size}M /dev/zero | tr '\\0' 1 | tsv2t"
try 65 64 60 /dev/null "head -c ${size}M /dev/zero | tr '\\0' 1 | t-auroc --positive 1"
exit "$failed"
