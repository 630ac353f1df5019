#!/usr/bin/env bash
# usage: page.sh IMAGES [FOLDER]
#
# Opens the pages of three models in headless Chromium, moves z to 100 places by each, and compares the pixels of the
# picture with those of vae-decode --u8. IMAGES are an IDX file of digits. Leaves screenshots in FOLDER, where it is given.
# The status is 1 if a byte differs by more than 1.
. "$(dirname "$0")/../start.bash"
(($# == 1 || $# == 2)) || misused
images=$(realpath "$1") shots=${2:+$(realpath "$2")}
needs chromium
workspace
cd "$work"

browser() {
  chromium --headless --no-sandbox --disable-gpu --no-first-run --user-data-dir="$work/profile" \
    --virtual-time-budget=100000 "$@" 2> /dev/null
}

mnist2t "$images" | t-slice --rows 0-4999 > x.t
status=0
while read -r name options; do
  read -ra options <<< "$options"
  vae-fit -q -e 2 "${options[@]}" -o model.t x.t
  latent-sample -n 100 -m model.t > z.t
  vae-decode --u8 model.t z.t | t2tsv > x.tsv
  t2tsv z.t > z.tsv
  vae-export --html -o page.html model.t
  # The page's own way from the sliders to the picture, once for each row of z.
  {
    cat page.html
    echo '<script>'
    printf 'const rows = [%s];\n' "$(sed 's/\t/,/g; s/.*/[&],/' z.tsv)"
    cat << 'END'
const canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [width, height];
const context = canvas.getContext('2d');
const lines = rows.map(row => {
  state.numbers = row;
  const x = decode(model, latents(), 0);
  context.putImageData(colours(x, ...range(x)), 0, 0);
  return Array.from(context.getImageData(0, 0, width, height).data).filter((_, i) => i % 4 === 0).join('\t');
});
document.documentElement.innerHTML = '<pre>pixels\n' + lines.join('\n') + '\n</pre>';
</script>
END
  } > test.html
  browser --dump-dom "file://$work/test.html" | sed -n '/<pre>/,/<\/pre>/p' | grep -P '^\d+\t' > pixels.tsv
  paste -d '\n' pixels.tsv x.tsv | awk -v name="$name" -F '\t' '
    NR % 2 { split($0, a); next }
    { rows++; for (i = 1; i <= NF; i++) { d = a[i] - $i; if (d < 0) d = -d; if (d > worst) worst = d; off += d > 0 } }
    END {
      printf "%s: %d draws, %d bytes differ, by %d at most\n", name, rows, off, worst
      exit !(rows == 100 && worst <= 1)
    }' || status=1
  [[ -z $shots ]] || browser --window-size=1000,800 --screenshot="$shots/$name.png" "file://$work/page.html" > /dev/null
done << 'END'
dense -z 20 --hidden 100
plane --encoder conv:8,16 -z 2
residual --encoder res:8,16 -z 5
END
exit $status
