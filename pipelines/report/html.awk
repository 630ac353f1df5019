# What the pieces of the report share.

# A text as HTML has it.
function html(text) {
  gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
  gsub(/"/, "\\&quot;", text)
  return text
}
# A whole number with commas between thousands.
function commas(number,    text) {
  for (text = sprintf("%d", number); match(text, /^[0-9][0-9][0-9][0-9]+/); )
    text = substr(text, 1, RLENGTH - 3) "," substr(text, RLENGTH - 2)
  return text
}
# A figure in at most eight characters.
function short(number) { return sprintf(number < 1e5 && number > -1e4 ? "%.2f" : "%.3g", number) }
function plural(number, word) { return commas(number) " " word (number == 1 ? "" : "s") }
function row(name, value) {
  printf "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", html(name), html(value)
}
