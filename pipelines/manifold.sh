#!/usr/bin/env bash
# usage: manifold.sh MODEL PICTURE [A,B [CLASS]]
#
# Draws what a model makes of the points of a plane in its latent space: 20 by 20 of them, each for as
# much of the prior. The plane is that of the dimensions A and B, the others are 0; a model of two
# dimensions has no other. A conditional model draws CLASS.
. "$(dirname "$0")/start.bash"
(($# >= 2 && $# <= 4)) || misused
needs gnuplot pngtopnm
model=$1 picture=$2 dimensions=${3-} class=${4-} side=20

creates_plot "$picture"
workspace
one_line
check_model "$model"
latent=$(is latent "$model")
[[ $(is bottleneck "$model") == gaussian ]] || fail 65 "$model: no plane of numbers with a normal prior"
[[ $latent != 1 ]] || fail 65 "$model: z is one number, not a plane"
[[ $dimensions || $latent == 2 ]] || fail 64 "$model has $latent dimensions: say which two to draw, as 0,1"
dimensions=${dimensions:-0,1}
latent-grid -n $side -m "$model" --dims "$dimensions" ${class:+-c "$class"} > "$work/z.t"
vae-decode "$model" "$work/z.t" | "$here/sheet.sh" "$work/sheet.png" -c $side --pad 0 --scale 2
# Where the values of z lie among the cells: Φ(z) of the way.
tics() {
  awk -v pixels="$1" 'BEGIN {
    n = split("-1.5 0.066807 -1 0.158655 -0.5 0.308538 0 0.5 0.5 0.691462 1 0.841345 1.5 0.933193", v)
    for (i = 1; i < n; i += 2) printf "%s\"%s\" %f", (i > 1 ? ", " : ""), v[i], v[i + 1] * pixels - 0.5
  }'
}
read -r _ _ _ width height _ < <(pngtopnm "$work/sheet.png" | pamfile -allimages -machine)
plot plate.gp "$work/sheet.png" "$picture" \
  "z_{${dimensions%,*}}" "z_{${dimensions#*,}}" "$(tics "$width")" "$(tics "$height")" 4
