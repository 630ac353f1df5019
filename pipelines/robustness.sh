#!/usr/bin/env bash
# usage: robustness.sh TRAIN-IMAGES FOLDER [EXECUTIONS [GIGABYTES]]
#
# All figures of SECURITY.md in one table: fuzz.sh with so many EXECUTIONS of each fuzzer, 10 million unless told
# otherwise, mutations.sh, limits.sh, ways-out.sh, kills.sh, and spool.sh with GIGABYTES of rows (10), of which
# 0 leaves it out. Each line has the commit that it was measured at. The parts are kept in FOLDER as they are
# measured, and what is there is not measured again: a run that was stopped goes on. The exit status is 1 if any
# of them found what it should not.
. "$(dirname "$0")/start.bash"
(($# >= 2 && $# <= 4)) || misused
train=$(realpath "$1") folder=$2 executions=${3:-10000000} gigabytes=${4:-10}
creates_folder "$folder"
folder=$(realpath "$folder")
commit=$(git -C "$here" describe --always --dirty 2> /dev/null || echo unknown)

# part NAME COMMAND...: the lines of a table without its header, with the part before and the commit behind.
part() {
  local name=$1 file=$folder/$1.tsv result=0
  [[ -e $file ]] && return
  echo "robustness.sh: $name" >&2
  "${@:2}" > "$folder/new" || result=1
  awk -v name="$name" -v commit="$commit" 'NR > 1 { print name "\t" $0 "\t" commit }' "$folder/new" > "$file"
  rm "$folder/new"
  # It is in this table, and measured anew for the next.
  ((result == 0)) || mv "$file" "$folder/$name.failed"
  return "$result"
}

# The fuzzers that are not done yet; each is kept when it is.
fuzz() {
  local file=$folder/fuzz.tsv missing
  touch "$file"
  sed -i /CRASH/d "$file"
  mapfile -t missing < <("$here/fuzz.sh" --list | grep -vxFf <(cut -f 2 "$file"))
  ((${#missing[@]})) || return 0
  RUNS=$executions "$here/fuzz.sh" 0 "${missing[@]}" | while IFS= read -r line; do
    [[ $line == what* ]] || printf 'fuzz\t%s\t%s\n' "${line#fuzzing }" "$commit" >> "$file"
  done
}

rm -f "$folder"/*.failed
status=0
((executions == 0)) || fuzz || status=1
part mutations "$here/mutations.sh" || status=1
part limits "$here/limits.sh" || status=1
part ways-out "$here/ways-out.sh" || status=1
part kills "$here/kills.sh" "$train" || status=1
((gigabytes == 0)) || part spool "$here/spool.sh" "$train" "$gigabytes" || status=1

printf 'part\twhat\ttried\tresult\tcommit\n'
for name in fuzz mutations limits ways-out kills spool; do
  cat "$folder/$name".{tsv,failed} 2> /dev/null || true
done | awk -F '\t' -v OFS='\t' '
  # The ways out are many: those that went as they should are counted.
  $1 == "ways-out" && $4 ~ /ok$/ { count[$2]++; commit[$2] = $5; next }
  { print }
  END { for (way in count) print "ways-out", way, count[way], "ok", commit[way] | "sort" }'
exit "$status"
