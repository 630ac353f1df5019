# What the scripts have in common: each reads this file first, below the comment that is its --help.
#
# Gives $here, the folder of all scripts, and the functions below. Exit statuses are those of the tools: 64 usage,
# 65 bad data, 66 no input, 69 a program is missing, 73 cannot create, 74 input or output.
# shellcheck shell=bash
set -euo pipefail
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")") script=${0##*/}

usage() { sed -n '2,/^\. /s/^# \{0,1\}//p' "$0"; }
# misused: for operands that are too many, too few or not what they should be.
misused() { usage >&2; exit 64; }
# fail STATUS MESSAGE
fail() { printf '%s: %s\n' "$script" "$2" >&2; exit "$1"; }
if [[ ${1-} == -h || ${1-} == --help ]]; then
  usage
  exit
fi

# needs PROGRAM...: ends the script where some are missing, and names the Debian packages that have them.
needs() {
  local program package programs=() packages=()
  for program in "$@"; do
    has "$program" && continue
    case $program in
      gnuplot) package=gnuplot-nox ;;
      pnm* | pam* | pngtopnm) package=netpbm ;;
      svm-*) package=libsvm-tools ;;
      liblinear-*) package=liblinear-tools ;;
      Rtsne) package=r-cran-rtsne ;;
      Rscript) package=r-base-core ;;
      numpy) package=python3-numpy ;;
      convert) package=imagemagick ;;
      cjpeg) package=libjpeg-turbo-progs ;;
      *) package=$program ;;
    esac
    programs+=("$program")
    [[ " ${packages[*]-} " == *" $package "* ]] || packages+=("$package")
  done
  ((${#programs[@]} == 0)) || fail 69 "needs $(listed "${programs[@]}"): apt install ${packages[*]}"
}
has() {
  case $1 in
    Rtsne) type -P Rscript > /dev/null && Rscript --vanilla -e 'quit(status = !requireNamespace("Rtsne"))' &> /dev/null ;;
    numpy) type -P python3 > /dev/null && python3 -c 'import numpy' 2> /dev/null ;;
    *) type -P "$1" > /dev/null ;;
  esac
}
# listed WORD...: a, b and c
listed() {
  local text=$1
  shift
  while (($# > 1)); do text+=", $1"; shift; done
  echo "$text${1+ and $1}"
}

# The tools are on the path, or where they are built or installed beside the scripts.
add_tools() {
  local folder
  for folder in "$here/../.build/release" "$here/../../../bin"; do
    type -P vae-fit > /dev/null && return
    [[ ! -x $folder/vae-fit ]] || PATH=$(realpath "$folder"):$PATH
  done
}
add_tools

# workspace: makes the temporary folder $work, which goes with the script.
workspace() {
  type -P vae-fit > /dev/null || fail 69 "needs vaeutils: make install, or put the folder of its tools on the PATH"
  work=$(mktemp -d 2> /dev/null) || fail 73 "${TMPDIR:-/tmp}: cannot create a temporary folder"
  trap finish EXIT
}
# one_line: from here on, a script that fails says the first line of what its programs said, but for the guess at a
# unit, which ends nothing. It names the cause; others are from those of a pipe that miss their input. Standard error is kept until the end, so this is for
# scripts that soon are there.
one_line() { exec 3>&2 2> "$work/said"; }
# noting COMMAND...: what it says though it succeeds comes in the end, where the script does too: it is not why one fails.
noting() {
  local status=0
  "$@" 2> "$work/note" || status=$?
  if ((status == 0)); then cat "$work/note" >> "$work/notes"; else cat "$work/note" >&2; fi
  return "$status"
}
finish() {
  local status=$? line=
  if [[ -e $work/said ]]; then
    exec 2>&3
    if ((status == 0)); then
      cat "$work/said" >&2
    else
      line=$(grep -v -m 1 'a byte p stands for p/[0-9]*: if' "$work/said" || head -n 1 "$work/said")
    fi
  fi
  # Other programs have one status for everything, and what they say fills the same disk.
  if ((status > 0 && status < 64 || status == 153)) || [[ $status != 0 && -e $work/said && -z $line ]]; then
    if is_full; then status=74 line="$script: ${work%/*}: no space left for temporary files"; fi
  fi
  [[ -z $line ]] || printf '%s\n' "$line" >&2
  [[ $status != 0 || ! -e $work/notes ]] || cat "$work/notes" >&2
  rm -rf "$work"
  exit "$status"
}
is_full() { ! head -c 65536 /dev/zero 2> /dev/null > "$work/room"; }

# creates FILE...: ends the script where one cannot be written, before time is spent.
creates() {
  local file folder
  for file in "$@"; do
    folder=$(dirname -- "$file")
    if [[ -d $file ]]; then fail 73 "$file: is a directory, expected a file"; fi
    [[ -d $folder ]] || fail 73 "$file: cannot create: no such folder"
    if [[ -e $file ]]; then [[ -w $file ]]; else [[ -w $folder ]]; fi || fail 73 "$file: cannot create: no permission"
  done
}
# creates_plot PICTURE: the same for what gnuplot draws.
creates_plot() {
  [[ $1 == *.png || $1 == *.svg ]] || fail 64 "$1: expected a name that ends in .png or .svg"
  creates "$1"
}
# creates_folder FOLDER: makes it.
creates_folder() {
  local reason
  reason=$(mkdir -p -- "$1" 2>&1) || fail 73 "$1: cannot create: ${reason##*: }"
  [[ -w $1 ]] || fail 73 "$1: cannot create files in it: no permission"
}

# put [FILE] < BYTES: a file all or nothing; a link, a device or standard output as the bytes come.
put() {
  local file=${1-} reason
  if [[ -z $file ]]; then
    { reason=$(cat 2>&1 >&4); } 4>&1 || not_written $? "standard output" "$reason"
  elif [[ -L $file || ( -e $file && ! -f $file ) ]]; then
    reason=$(cat 2>&1 > "$file") || not_written $? "$file" "$reason"
  else
    reason=$(cat 2>&1 > "$file.part") || { rm -f -- "$file.part"; not_written 74 "$file" "$reason"; }
    mv -f -- "$file.part" "$file"
  fi
}
# not_written STATUS FILE REASON: a reader that closed its pipe, as head does, is no fault.
not_written() {
  (($1 != 141)) || exit 141
  local reason=${3##*: }
  fail 74 "$2: cannot write: ${reason,}"
}
# png FILE < PGM-OR-PPM
png() { pnmtopng -quiet | put "$1"; }
# plot SCRIPT.gp TABLE PICTURE [ARGUMENT...]. gnuplot succeeds where there is no space for its picture.
plot() {
  local drawn=$work/plot.${3##*.}
  gnuplot -c "$here/$1" "$2" "$drawn" "${@:4}" 2> "$work/plot.errors" ||
    fail 70 "gnuplot: $(grep -m 1 '[^ ^]' "$work/plot.errors")"
  case $drawn in
    *.png) pngtopnm "$drawn" > /dev/null 2>&1 ;;
    *) tail -n 2 "$drawn" | grep -q '</svg>' ;;
  esac || fail 74 "${work%/*}: no space left for temporary files"
  put "$3" < "$drawn"
}

# check_model MODEL, check_data DATA: one line where they are not, as when they are given in another order.
check_model() { check "$1" '^@model' 'no model'; }
check_data() { check "$1" $'^x\t' 'no data'; }
check() {
  local found
  found=$(t-info --tsv "$1") || exit
  grep -q "$2" <<< "$found" || fail 65 "$1: is $3; $(usage | sed -n 1p)"
}
# check_images IMAGES [LABELS]: the same for IDX files.
check_images() { mnist2t -n 1 "$@" > /dev/null || exit; }

# is FIELD MODEL: the metadata @FIELD of a model; nothing where there is none.
is() { t-info --tsv "$2" | awk -F '\t' -v field="@$1" '$1 == field { print $7 }'; }
# classes MODEL: those that a conditional model has met, or where it does not say which, all up to the largest.
classes() {
  t-info --tsv "$1" | awk -F '\t' '
    $1 == "@classes" { most = $7 }
    $1 == "@class-counts" && split($7, count, " ") == $5 { met = $5 }
    END { for (k = 0; k < most; k++) if (!met || count[k + 1] > 0) print k }'
}
