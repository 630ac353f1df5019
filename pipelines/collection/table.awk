# The table of figures in the page of a collection; -f html.awk goes before.
BEGIN { FS = "\t" }
{
  printf "<tr>"
  for (k = 1; k <= NF; k++) {
    if (k == 2) continue
    if (NR == 1) printf "<th%s>%s</th>", (k > 1 ? " class=\"number\"" : ""), html($k)
    else if (k == 1) printf "<th scope=\"row\"><a href=\"#%s\">%s</a></th>", html($k), html($k)
    else printf "<td class=\"number\">%s</td>", html($k)
  }
  print "</tr>"
}
