#!/usr/bin/env bash
# Made the files of this folder, and digests.tsv, with the tools of commit 27f2689 on the path. They are kept, not
# made anew: later tools read them to the same bytes, which CompatibilityTests checks. Those of topk were made by the
# commit that brought it, with --init today, as those of 27f2689 begin.
# usage: make.sh
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p files
cd files

# Three classes of 8×8 bytes: a bar across, a bar down, a diagonal, with a noise that any awk makes alike.
rows() {
  awk -v n="$1" 'BEGIN {
    s = 7
    for (row = 0; row < n; row++) {
      class = row % 3
      line = class
      for (place = 0; place < 64; place++) {
        s = (s * 4093 + 577) % 1048576
        y = int(place / 8); x = place % 8
        lit = class == 0 && y == 3 || class == 1 && x == 5 || class == 2 && x == y
        line = line "\t" int(s / 16384) % 40 + (lit ? 200 : 0)
      }
      print line
    }
  }'
}
rows 48 | tsv2t --label --tensor x --type u8 --shape 8x8 > data.t
rows 9 | cut -f 1-64 | awk '{ $1 = $1 / 8 } 1' OFS='\t' | tsv2t --tensor x > table.t
rows 5 | cut -f 1-48 | tsv2t --tensor x --type u8 --shape 4x4x3 > colour.t
t-binarize --static 3 data.t > static.t
t-binarize --threshold 0.5 data.t > threshold.t

while read -r name options; do
  # shellcheck disable=SC2086
  vae-fit -q -e 2 -b 16 $options -o "$name.model.t" data.t
  vae-encode "$name.model.t" data.t > "$name.codes.t"
done < ../models.txt
vae-fit -q -e 2 -b 16 -z 3 --hidden 12 -o binary.model.t threshold.t
vae-fit -q -e 1 -b 16 -z 3 --hidden 12 --likelihood gaussian:learned -o table.model.t table.t
# A run that is ended early, and the model of one that is not.
timeout -s INT 0.5 vae-fit -q -e 3000 -b 16 -z 3 --hidden 12 --every 1000 --checkpoint run.checkpoint.t data.t \
  > /dev/null || true
t-info run.checkpoint.t | grep -q '@epochs '
vae-fit -q -e 3000 -b 16 -z 3 --hidden 12 -o whole.model.t data.t

for kind in gaussian gmm:2 aggregate; do
  latent-fit "$kind" cvae.codes.t > "${kind%:*}.prior.t" 2> /dev/null
done
latent-map --save-axes axes.t cvae.codes.t > /dev/null

cd ..
while read -r command; do
  printf '%s\t%s\n' "$(cd files && bash -o pipefail -c "$command" | sha256sum | cut -d ' ' -f 1)" "$command"
done < <(./commands.sh) > digests.tsv
