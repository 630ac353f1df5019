#!/usr/bin/env bash
# usage: seeds.sh FOLDER PROJECT
#
# Makes the inputs that the fuzzers start from, in a folder of FOLDER for each, and FOLDER/dictionary: words
# that mutations put in. They are small, since a mutation of a large input changes little.
. "$(dirname "$0")/../start.bash"
(($# == 2)) || misused
folder=$1 project=$(realpath "$2")
mkdir -p "$folder"
cd "$folder"
mkdir -p stream body model use prior checkpoint idx npy pnm png jpeg safetensors parameters table columns csv scores \
  index numbers words options

find "$project/formats/vectors" -name '*.t' -size -8k -exec cp {} stream/ \;
# The bodies of a stream's frames: that of END has 32 bytes. Many vectors cannot be decompressed.
bodies() { zstd -dcq "$1" 2> unread | head -c -32 > "$2" || true; }
for file in stream/*.t; do bodies "$file" "body/${file#*/}"; done
find body \( -size +8k -o -empty \) -delete
zstd -dcq stream/example.t | tail -c 32 > body/end

# Models of every kind, of images of 2×2 pixels, and what is fitted to codes.
for row in 0,0.1,0.9,0.4 1,1,0.2,0.6 0.5,0.3,0,1 0.2,0.8,0.7,0.3; do
  for label in 0 1; do echo "$label,$row"; done
done | tsv2t --separator , --label --tensor x --shape 2x2 > data.t
number=0
while read -r options; do
  # shellcheck disable=SC2086
  vae-fit -q -e 1 -b 4 $options data.t > model.t
  number=$((number + 1))
  bodies model.t "model/$number"
done << END
-m ae -z 2 --hidden 2 --activation gelu
-m cvae -z 2 --hidden 2
-m vq -z 1 --codes 2 --code-size 2 --hidden 2
-m categorical -z 1 --categories 2 --straight-through --hidden 2
-m joint -z 1 --variables 1 --categories 2 --hidden 2
--encoder conv:2 --hidden 2 -z 1
-m vq --encoder conv:1,2 --codes 2 --code-size 2
--prior vamp:2 -z 1 --hidden 2 --likelihood laplace:pixel
--prior hierarchy:2,2,1 -z 1 --hidden 2 --likelihood gaussian:learned
--posterior-flow 1,2 -z 2 --hidden 2 --likelihood gaussian:0.5
--prior flow:1,2 -z 2 --hidden 2 --binarize dynamic
--objective iwae:2 -z 1 --hidden 2 --validate data.t
--likelihood log-cosh:3 -z 1 --hidden 2 --optimizer sgd:0.5,0.1
--likelihood discretised-logistic -z 1 --hidden 2 --schedule cosine
END
# Checkpoints of what remembers most: the bodies of their frames, one after another.
number=0
while read -r options; do
  # shellcheck disable=SC2086
  vae-fit -q -e 2 -b 4 -z 1 --hidden 1 $options --checkpoint run.t data.t > model.t
  number=$((number + 1))
  bodies run.t "checkpoint/$number"
done << END
--lr 1e-2
-m vq --codes 2 --code-size 2
--optimizer sgd:0.5
-m joint --categories 2 --validate data.t --patience 1
END
printf '0.1\t0.5\n-1\t2\n3\t0.2\n0.3\t-0.4\n' | tsv2t > codes.t
latent-fit -q gaussian codes.t > prior.t
bodies prior.t prior/gaussian
latent-fit -q gmm:2 codes.t > prior.t
bodies prior.t prior/mixture
latent-map --save-axes axes.t codes.t > map.t
bodies axes.t prior/axes
cp model/1 prior/model
cp model/* use/

printf '\0\0\10\3\0\0\0\2\0\0\0\1\0\0\0\2abcd' > idx/images
printf '\0\0\10\1\0\0\0\3\1\2\3' > idx/labels
printf '\0\0\14\1\0\0\0\1\1\2\3\4' > idx/labels-32
printf '\0\0\15\2\0\0\0\1\0\0\0\1\77\200\0\0' > idx/floats
printf '\0\0\16\3\0\0\0\1\0\0\0\1\0\0\0\1\77\340\0\0\0\0\0\0' > idx/doubles
printf '\0\0\10\4\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\3abc' > idx/colours
for file in idx/*; do gzip -9c "$file" > "$file.gz"; done
cat idx/images.gz idx/labels.gz > idx/members.gz
head -c 300 "$project/formats/vectors/valid/ranks.json" | gzip -9c > idx/text.gz

find "$project/Tests/Fixtures/numpy" -name '*.np[yz]' -size -3k -exec cp {} npy/ \;

printf 'P5\n2 2\n255\nabcd' > pnm/grey
printf 'P6 4 1 255 abcdefghijkl' > pnm/colour
printf 'P5 # 2 by 1\n2 1\n255\nabP5 2 1 255\ncd' > pnm/two

find "$project/Tests/Fixtures/pictures" -name '*.png' -size -4k -exec cp {} png/ \;
find "$project/Tests/Fixtures/pictures" -name '*.jpg' -size -4k -exec cp {} jpeg/ \;
find "$project/Tests/Fixtures/safetensors" -name '*.safetensors' -exec cp {} safetensors/ \;
t2safetensors --whole model.t > safetensors/model
vae-fit -q -e 1 -b 4 --encoder conv:2 --hidden 2 -z 1 data.t > model.t
vae-export --safetensors model.t > parameters/lists
vae-export --safetensors --sequential model.t > parameters/sequential

# The first byte of a table is its form.
printf '01,0.5,-2e3\n2,0,.25\n' > table/commas
printf '0\t%s\n' 1 -2 > table/tabs
# With the eighth bit: semicolons and blanks, the label in the last field.
printf '\201\357\273\2770,5;x\n1;2\n' > table/semicolons
printf '\204 1  2 \n3\t4\n' > table/blanks
printf '%%1,2\n3,4\n' > table/u8
printf '61\t0.5\t1e-300\n0\t-1\t2\n' > table/doubles
printf 'x\tnumber\t\nid\tid\ta\\tb\\\\c\\n\nx\tflag\tf\tno\tyes\ny\tlabel\tclass\nbatch\tcategory\tlot\ta\n' > columns/kinds
printf 'text.0\ttext\tnote\ntime\ttime\twhen\nx\tcount\tn\nx\tcategory\tc\t\t1\ny\tlabel\ts\tu\tv\n' > columns/more
# The first two bytes of these are the form.
printf '\0\17a,b,c\n1.5,yes,"x, ""y"""\n,no,\n-2e3,,z\n' > csv/commas
printf '\0\17a;b\r\n1,5;0\r\n2;1' > csv/semicolons
printf '\0\163a\tb\nu\t"1\n2"\nv\t3\n' > csv/label
printf '\0\263a b\n x  1 \ny 2\n' > csv/id
printf '\50\0021,x\n0,y\n?,x\n' > csv/told
printf '\200\377a,b\n"q\nr",?\n,0\n' > csv/text
gzip -9c csv/commas | { printf '\0\17'; cat; } > csv/gzip
zstd -qc csv/commas | { printf '\0\17'; cat; } > csv/zstd
printf '0\t0.5\n7\t1.5\n0\t-1e-5\n' > scores/three
printf '3\n1 # first\n2\n' > index/three
number=0
for text in 0 -0 1.5 .5 1e10 -2.5E-3 16777217 9007199254740993 1e400 5e-324 0.1 123456789012345678901; do
  number=$((number + 1))
  printf %s "$text" > "numbers/$number"
done
# The forms of all words, with the number 2 for each name, with and without what is in brackets.
vae-fit --list | sed -En 's/\.\.\.|\|[^ ]*//g; s/[A-Z][A-Z-]*/2/g; s/^  ([a-z][^ ]*)  .*/\1/p' > forms
{ sed 's/\[.*//' forms; sed 's/[][]//g' forms
  printf '%s\n' laplace:learned gaussian:pixel kl:0.1,1 cosine:0.1 grey threshold:0.5 static:7 0.5,0.1; } |
  sort -u | while read -r text; do
    number=$((number + 1))
    printf %s "$text" > "words/$number"
  done
printf -- '-i\n5\n--seed=7\n-p0.5\nm.t' > options/short
printf -- '--interval=-3,3\n--pair\n0,1\n-r0-9,20\n--size\n64K\na\nb' > options/long
printf -- '-qc\none\n--names\nx,y\n--number=-1\n-o\nf\n--\n-a' > options/cluster
printf -- '--help=bash\na' > options/help

{
  printf '"%s"\n' TIO1 'TIOFRM1\x0a' 'W*M\x18' '(\xb5/\xfd' '\x1f\x8b\x08' P5 P6 255 IHDR IDAT IEND PLTE tRNS eXIf '\xff\xda' '\xff\xc2' '\xff\xd9' 'Exif\x00\x00' encoder.0.weight factors \
    '\x93NUMPY' '<f4' '>i2' '|b1' True '(1,)' 'PK\x03\x04' \
    dtype shape data_offsets __metadata__ BF16 U64 BOOL F8_E4M3
  grep -oh '[a-z][a-z0-9-]*:\?' forms | sort -u | sed 's/.*/"&"/'
  grep -oh '@[a-z-]\+' "$project"/formats/{model,prior,checkpoint}.md | sort -u | sed 's/.*/"&"/'
} > dictionary
