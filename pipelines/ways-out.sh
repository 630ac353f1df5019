#!/usr/bin/env bash
# usage: ways-out.sh [TOOL...]
#
# How each tool fails when its output cannot be written or its input is cut: a full device, a reader that
# closes, a producer that dies, a target that cannot be had. Writes a tab-separated table with the header
# what, tried, result. A result is the exit status and "ok", or "WRONG" and what was expected; then the exit
# status of the script is 1. Of all tools, which takes minutes, or of those that are named.
. "$(dirname "$0")/start.bash"
set +e

# Tool, its input, and how it is run; I is the input. What comes out is more than a pipe holds, where that
# can be. What a tool takes beside is the input of further lines, which are tried with cuts alone.
recipes='
csv2t         rows.csv    csv2t --spool I
csv2t         table.t     csv2t --like I rows.csv
mnist2t       images.idx  mnist2t I
npy2t         x.npy       npy2t I
npy2t         x.npz       npy2t I
pnm2t         images.pgm  pnm2t --tile 8x8 I
img2t         sheet.png   img2t I
tsv2t         rows.tsv    tsv2t --label --tensor x --type u8 --shape 8x8 I
safetensors2t x.safetensors safetensors2t I
t-auroc       scores.tsv  t-auroc --normal 0-4 --histogram 9 I
t-binarize    x.t         t-binarize --static 1 I
t-cat         x.t         t-cat I
t-cat         x.t         t-cat x.t I
t-corrupt     x.t         t-corrupt gaussian:0.1 I
t-info        x.t         t-info --frames I
t-select      x.t         t-select --label 0-8 I
t-shuffle     x.t         t-shuffle I
t-slice       x.t         t-slice I
t-split       x.t         t-split --rows 500 --prefix part- I
t2csv         table.t     t2csv I
t2npy         x.t         t2npy I
t2npy         z.t         t2npy --npz I
t2pgm         x.t         t2pgm I
t2png         x.t         t2png I
t2ppm         c.t         t2ppm I
t2safetensors x.t         t2safetensors I
t2svm         z.t         t2svm --no-labels I
t2tsv         z.t         t2tsv I
latent-fit    z.t         latent-fit gaussian I
latent-fit    codes.t     latent-fit -q gmm:2 --iterations 2 --starts 1 I
latent-fit    codes.t     latent-fit aggregate I
latent-grid   -           latent-grid -n 60 -z 20
latent-grid   model.t     latent-grid -m I
latent-map    z.t         latent-map I
latent-map    axes.t      latent-map --axes I z.t
latent-sample -           latent-sample -n 3000
latent-sample model.t     latent-sample -n 9 -m I
latent-sample prior.t     latent-sample -n 9 --from I
latent-walk   z.t         latent-walk -n 2 I
vae-decode    z.t         vae-decode model.t I
vae-decode    model.t     vae-decode I z.t
vae-encode    x.t         vae-encode model.t I
vae-encode    model.t     vae-encode I x.t
vae-export    model.t     vae-export --safetensors I
vae-import    s.safetensors vae-import --like model.t I
vae-import    model.t     vae-import --like I s.safetensors
vae-fit       few.t       vae-fit -q -e 1 --hidden 400 I
vae-fit       few.t       vae-fit -q -e 1 --hidden 9 --validate I few.t
vae-fit       model.t     vae-fit -q -e 1 --hidden 9 --start I few.t
vae-fit       model.t     vae-fit -q -e 1 --hidden 9 --perceptual I few.t
vae-score     x.t         vae-score model.t I
vae-score     model.t     vae-score I x.t
'
tools=("$@")
(($#)) || mapfile -t tools < <(awk 'NF { print $1 }' <<< "$recipes" | uniq)
for tool in "${tools[@]}"; do
  grep -q "^$tool " <<< "$recipes" || fail 64 "$tool: no such tool"
done
# Root may write anywhere, but not without its capabilities.
drop=
((EUID)) || drop='setpriv --bounding-set=-all --inh-caps=-all '

workspace
mkdir "$work/inputs" && cd "$work/inputs" || exit
ulimit -c 0
set -e
awk 'BEGIN { srand(7); for (i = 0; i < 3000; i++) { printf i % 10
  for (j = 0; j < 64; j++) printf "\t" int(256 * rand()); print "" } }' > rows.tsv
cut -f 1,2 rows.tsv > scores.tsv
{ seq -s , 0 64 | sed 's/[0-9]*/c&/g'; tr '\t' , < rows.tsv; } > rows.csv
csv2t --label c0 rows.csv > table.t
tsv2t --label --tensor x --type u8 --shape 8x8 rows.tsv > x.t
cut -f 2-61 rows.tsv | tsv2t --tensor x --type u8 --shape 4x5x3 > c.t
t-slice -n 100 x.t > few.t
t2pgm --pad 0 x.t > images.pgm
t2npy x.t > x.npy
t2npy --npz x.t > x.npz
t2png x.t > sheet.png
t2safetensors x.t > x.safetensors
# 3000 images of 8×8.
{ printf '\0\0\10\3\0\0\13\270\0\0\0\10\0\0\0\10'; tail -c 192000 images.pgm; } > images.idx
latent-sample -n 3000 > z.t
vae-fit -q -e 1 --hidden 9 few.t > model.t
vae-export --safetensors model.t > s.safetensors
vae-encode model.t few.t > codes.t
latent-fit gaussian codes.t > prior.t
latent-map --save-axes axes.t z.t > /dev/null
set +e

# try COMMAND: runs it in a new folder that has the inputs; $status and the file errors tell what came of it.
try() {
  rm -rf "$work/try" && mkdir "$work/try" && cd "$work/try" && ln -s ../inputs/* . || exit
  (eval "$1") > "$work/output" 2> "$work/errors" < /dev/null
  status=$?
}
# report WHAT TRIED EXPECTED...: whether the status is among the expected, standard error has a line at most,
# and no temporary file is left, nor after an error the file out.
wrong=0
report() {
  local what=$1 tried=$2 result=ok left
  shift 2
  left=$(find . -name '.*' -type f; ((status == 0)) || find . -name out -type f -size +0)
  [[ " $* " == *" $status "* ]] || result="WRONG, expected $*"
  # That a model of a few rows is worse than their mean is no error.
  (($(grep -vc "^vae-fit: the model is worse than" "$work/errors") <= 1)) || result='WRONG, more than a line of errors'
  [[ -z $left ]] || result="WRONG, it left ${left//$'\n'/ }"
  [[ $result == ok ]] || wrong=1
  printf '%s\t%s\t%s: %s\n' "$what" "$tried" "$status" "$result"
}

full() {
  local options=() option
  [[ -z $has_output ]] || options=('-o')
  [[ $tool != vae-fit ]] || options+=('-o out --log')
  [[ $tool != latent-map ]] || options+=('-o out --save-axes')
  for option in '>' "${options[@]}"; do
    try "$direct $option /dev/full"; report 'full device' "$direct $option /dev/full" 74
  done
  try "$direct >&-"; report 'closed descriptor' "$direct >&-" 74
  try "$tool --help > /dev/full"; report 'full device' "$tool --help > /dev/full" 74
  for option in '>' ${has_output:+'-o'}; do
    try "ulimit -f 0; $direct $option out"; report 'file size limit' "$direct $option out" 74
  done
}

# What is in a pipe, 64 KiB, or in cat is not lost to the tool: with less it may end before the reader does.
closed() {
  local gone='mkfifo pipe; exec 3<> pipe 4> pipe 3<&-;' size
  try "$direct > all"; size=$(wc -c < all)
  try "$gone $direct >&4"; report 'closed pipe' "$direct" 141
  try "trap '' PIPE; $gone $direct >&4"; report 'closed pipe, ignored signal' "$direct" 141
  try "$direct | cat | head -c 1 > /dev/null; exit \${PIPESTATUS[0]}"
  report 'closed pipe, first of 3' "$direct | cat | head -c 1" 141 $((size > 512 << 10 ? 141 : 0))
  try "$piped | head -c 1 > /dev/null; exit \${PIPESTATUS[1]}"
  report 'closed pipe, second of 3' "$piped | head -c 1" 141 $((size > 128 << 10 ? 141 : 0))
  try "$gone cat < /dev/null | $piped >&4; exit \${PIPESTATUS[2]}"
  report 'closed pipe, last of 3' "cat | $piped" 141
}

targets() {
  local target
  for target in none/out . x.t/out /proc/none/out link; do
    try "ln -s none/out link; $direct -o $target"; report target "$direct -o $target" 73
  done
  try "echo > old; chmod 400 old; $drop$direct -o old"; report 'read-only file' "$direct -o old" 73
  try "mkdir shut; chmod 500 shut; $drop$direct -o shut/out"; report 'read-only folder' "$direct -o shut/out" 73
  try "$direct > all && ln -s new link && $direct -o link && cmp all new && test -L link"
  report 'link to nothing yet' "$direct -o link" 0
  [[ $input != - ]] || return
  # Rows take the place of the rows that they are made of; a model, or a stream in the place of another format, would
  # lose what no tool makes again.
  if [[ $tool == vae-fit || $tool == vae-*port || $tool == *2t ]]; then
    try "$direct -o $input; status=\$?; cmp $input $work/inputs/$input && exit \$status"
    report 'onto the input' "$direct -o $input" 64
    return
  fi
  try "$direct > all && cp --remove-destination $work/inputs/$input $input && $direct -o $input && cmp all $input"
  report 'onto the input' "$direct -o $input" 0
}

# An input that ends at its beginning, in a marker, in the middle, before its last byte and before its END.
# Text has no end mark: a line that is cut may be a line. The next tool is the one that reads such outputs.
cuts() {
  local file=$work/inputs/$input command=${line/ I/ -} expected=65 length lengths size next
  [[ $input != *.[ct]s? ]] || expected=0
  size=$(wc -c < "$file")
  lengths="0 20 $((size / 2)) $((size - 1))"
  [[ $input != *.t ]] || lengths+=" $((32 + $(od -An -t u8 -j 16 -N 8 "$file")))"
  for length in $lengths; do
    try "head -c $length $input | $command ${has_output:+-o out}"
    report cut "head -c $length $input | $command" 65 "$expected"
  done
  try "$command <&-"; report 'closed descriptor' "$command <&-" 74
  [[ $input != *.[ct]s? ]] || return
  try "(head -c $((size / 2)) $input; kill -9 \$BASHPID) | $command ${has_output:+-o out}; exit \${PIPESTATUS[1]}"
  report 'killed producer' "$command" 65
  case $name in
    t2npy) next=npy2t ;;
    t2pgm | t2ppm) next=pnm2t ;;
    t2png) next=img2t ;;
    t2safetensors) next=safetensors2t ;;
    t2csv | t2svm | t2tsv | t-auroc | t-info | t-split) return ;;
    *) next=t-cat ;;
  esac
  try "head -c $((size / 2)) $input | $command 2> /dev/null | $next -o out; exit \${PIPESTATUS[2]}"
  report 'cut, next tool' "$command | $next" 65
}

printf 'what\ttried\tresult\n'
for tool in "${tools[@]}"; do
  echo "$tool" >&2
  has_output=$("$tool" --help | grep -e '--output') first=yes
  while read -r name input line; do
    direct=${line/ I/ $input} piped="cat $input | ${line/ I/ -}"
    [[ $input != - ]] || piped="true | $line"
    if [[ $first ]]; then
      full
      closed
      [[ -z $has_output ]] || targets
    fi
    [[ $input == - ]] || cuts
    first=
  done < <(grep "^$tool " <<< "$recipes")
done
exit "$wrong"
