#!/usr/bin/env bash
# Trains each line of runs.txt for two epochs in a new folder and writes run-digests.tsv's lines: the SHA-256 of the
# model, of the checkpoint and of the latents, then the options. A stream is held by what is in its frames.
# usage: runs.sh
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp files/data.t files/ae.model.t "$work"
cd "$work"
while IFS= read -r options; do
  # shellcheck disable=SC2086
  vae-fit -q -e 2 -b 16 $options --checkpoint run.t -o model.t data.t
  vae-encode model.t data.t > latents.t
  for file in model.t run.t latents.t; do
    digest=$(zstd -dcq "$file" | sha256sum)
    printf '%s\t' "${digest%% *}"
  done
  printf '%s\n' "$options"
done < "$here/runs.txt"
