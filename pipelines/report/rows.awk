# Rows of numbers as a table, their first eight columns; -f html.awk goes before. With pairs=1 each original is
# above what the model makes of it.
BEGIN { FS = "\t" }
{
  columns = NF < 8 ? NF : 8
  if (NR == 1) {
    printf "<tr>%s", pairs ? "<th></th>" : ""
    for (k = 1; k <= columns; k++) printf "<th class=\"number\">%d</th>", k - 1
    print(NF > columns ? sprintf("<th>and %s more</th></tr>", commas(NF - columns)) : "</tr>")
  }
  printf "<tr>%s", pairs ? sprintf("<th scope=\"row\">%s</th>", NR % 2 ? "original" : "reconstruction") : ""
  for (k = 1; k <= columns; k++) printf "<td class=\"number\">%.4g</td>", $k
  print(NF > columns ? "<td>…</td></tr>" : "</tr>")
}
