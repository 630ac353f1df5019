#!/usr/bin/env bash
# usage: recipes.sh FOLDER [TITLE...]
#
# Runs the recipes of formats/recipes.md, or those of these titles, as they stand on the page, with its checks. DuckDB,
# scikit-learn, PyTorch, safetensors and anndata are installed at pinned versions in FOLDER, outside the checkout; R,
# sqlite3, ffmpeg and ImageMagick are Debian's. Writes a table: what, tried, result. The status is 1 where a recipe
# failed, which then says why.
. "$(dirname "$0")/../start.bash"
(($#)) || misused
page=$here/../formats/recipes.md images=$(realpath "$here/../Tests/Fixtures/fashion-1000")
needs python3 sqlite3 Rscript ffmpeg convert zstd
mkdir -p "$1"
folder=$(realpath "$1")
shift
if [[ ! -x $folder/bin/duckdb ]]; then
  python3 -m venv "$folder"
  "$folder/bin/pip" install -q numpy==2.4.6 safetensors==0.8.0 scikit-learn==1.9.1 anndata==0.12.19 \
    duckdb-cli==1.5.6 >&2
fi
# The wheel for CPUs alone, where there is one, has a tenth of the size.
[[ -d $(echo "$folder"/lib/python3*/site-packages/torch) ]] || "$folder/bin/pip" install -q torch==2.13.0+cpu >&2 ||
  "$folder/bin/pip" install -q torch==2.13.0 >&2
PATH=$folder/bin:$PATH
PYTHONPATH=$(realpath "$here/../formats")
export PYTHONPATH PYTHONDONTWRITEBYTECODE=1
workspace

# lines TITLE: what stands before all titles and below this one, as a script.
lines() {
  awk -v title="$1" '
    /^## / { now = substr($0, 4) }
    now != "" && now != title { next }
    /^```$/ { if (file) print "END"; code = file = 0; next }
    /^```python/ { print "cat > " $2 " << \"END\""; code = file = 1; next }
    /^```sh/ { code = 1; next }
    code { print }
    /^<!-- (given|then): .* -->$/ { sub(/^<!-- [a-z]*: /, ""); sub(/ -->$/, ""); print }' "$page"
}
(($#)) || readarray -t titles < <(sed -n 's/^## //p' "$page")
(($# == 0)) || titles=("$@")
status=0
printf 'what\ttried\tresult\n'
for title in "${titles[@]}"; do
  grep -qx "## $title" "$page" || fail 64 "$title: no such recipe"
  mkdir "$work/recipe"
  for name in train test; do
    ln -s "$images/images.gz" "$work/recipe/$name.gz"
    ln -s "$images/labels.gz" "$work/recipe/$name-labels.gz"
  done
  lines "$title" > "$work/lines"
  result=ok
  if ! (cd "$work/recipe" && bash -eu "$work/lines") > "$work/errors" 2>&1 < /dev/null; then
    status=1 result=FAILED
    cat "$work/errors" >&2
  fi
  printf 'recipe\t%s\t%s\n' "$title" "$result"
  rm -r "$work/recipe"
done
exit $status
