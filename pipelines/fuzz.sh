#!/usr/bin/env bash
# usage: fuzz.sh MINUTES [FUZZER...]
#        fuzz.sh --list
#
# Feeds the readers mutated bytes with libFuzzer: those that reach new code are kept and mutated further,
# the address sanitizer watches, and what must hold is in Tests/Fuzzers. Builds the fuzzers in .build/fuzz,
# makes inputs to start from with the tools, and gives each fuzzer, all unless told otherwise, its share of
# MINUTES; with the environment variable RUNS that many executions instead. As many run at a time as there are
# processors, or JOBS. The random numbers are those of SEED, 1 unless told otherwise, so that a run with RUNS is
# repeatable. Writes a table, in the order in which they end; its status is 1 if anything crashed. What crashed
# it is kept in .build/fuzz/crashers. --list writes the names of the fuzzers.
. "$(dirname "$0")/start.bash"
[[ ${1-} =~ ^[0-9]+$ || ${1-} == --list ]] || misused
minutes=$1
shift
cd "$here/.."
VAEUTILS_FUZZ=1 swift build -c release --scratch-path .build/fuzz --product fuzz >&2
fuzz=$(realpath .build/fuzz/release/fuzz) crashers=$(realpath .build/fuzz)/crashers
if [[ $minutes == --list ]]; then exec "$fuzz"; fi
if (($# == 0)); then
  mapfile -t all < <("$fuzz")
  set -- "${all[@]}"
fi
workspace
"$here/fuzz/seeds.sh" "$work" "$here/.."
mkdir -p "$crashers"

# A trap is a crash for libFuzzer, not for Swift's backtraces. The sanitizer keeps little of what is freed, no
# more than the cache of a processor, not where it was allocated, and does not fill what is new: run a crasher
# alone for that. A leak shows in the memory of a long run.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:malloc_context_size=0
ASAN_OPTIONS+=:quarantine_size_mb=1:thread_local_quarantine_size_kb=64:max_malloc_fill_size=0
options=(-print_funcs=0 -seed="${SEED:-1}" -reload=0 -detect_leaks=0 -timeout=30 -max_len=4096 -print_final_stats=1)
# 4096 bytes of zstd stand for 128 MiB at most, 128 KiB for each block of four bytes. An array that grows
# doubles, and the tensors of text and the frame that is written hold it anew.
options+=(-malloc_limit_mb=512 -rss_limit_mb=2048)
jobs=${JOBS:-$(nproc)}
((jobs < $#)) || jobs=$#
if [[ ${RUNS-} ]]; then options+=(-runs="$RUNS"); else options+=(-max_total_time=$((minutes * 60 * jobs / $#))); fi

# run FUZZER: a line of the table, and its status.
run() {
  local fuzzer=$1 result='no crash' status=0 log=$work/$1.log
  echo "fuzz.sh: $fuzzer" >&2
  mkdir -p "$work/$fuzzer" "$work/corpus/$fuzzer"
  FUZZER=$fuzzer "$fuzz" "${options[@]}" -dict="$work/dictionary" -artifact_prefix="$crashers/$fuzzer-" \
    "$work/corpus/$fuzzer" "$work/$fuzzer" > "$log" 2>&1 || { result=CRASH status=1; cat "$log" >&2; }
  awk -v OFS='\t' -v fuzzer="$fuzzer" -v result="$result" '
    match($0, / cov: [0-9]+/) { edges = substr($0, RSTART + 6, RLENGTH - 6) }
    /^stat::number_of_executed_units/ { runs = $2 }
    /^stat::average_exec_per_sec/ { rate = $2 }
    # libFuzzer tells no rate of a run of less than a second.
    END { print "fuzzing " fuzzer, runs, result ", " (rate > 0 ? rate " a second, " : "") edges " edges" }' "$log"
  return "$status"
}

status=0 running=0
printf 'what\ttried\tresult\n'
for fuzzer in "$@"; do
  if ((running == jobs)); then
    wait -n || status=1
    running=$((running - 1))
  fi
  run "$fuzzer" &
  running=$((running + 1))
done
for ((; running > 0; running--)); do wait -n || status=1; done
exit $status
