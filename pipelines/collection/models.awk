# The models of vae-fit --list: a line each, the name and what it is.
/^[^ ]/ { models = /^Models/ }
!models || !/^  / { next }
/^  [^ ]/ { names[++n] = $1; $1 = "" }
{ $1 = $1; text[n] = text[n] (text[n] == "" ? "" : " ") $0; sub(/^ /, "", text[n]) }
END { for (k = 1; k <= n; k++) print names[k] "\t" text[k] }
