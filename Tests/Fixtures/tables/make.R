# Run by Rscript in this folder.
table <- data.frame(
  plant = c("p1", "p, 2", 'p "3"', "p4"), height = c(1.5, NA, -2e-10, 170), visits = c(0L, 3L, 12L, 7L),
  alive = c(TRUE, FALSE, TRUE, TRUE), species = factor(c("setosa", "virginica", "setosa", NA)))
write.csv(table, "r.csv", row.names = FALSE)
write.csv2(table, "r-semicolons.csv", row.names = FALSE)
