# Run in this folder with DuckDB.
import duckdb

duckdb.sql("""copy (select * from (values
  ('p1', 1.5, 0, true, 'setosa'), ('p, 2', null, 3, false, 'virginica'), ('p "3"', -2e-10::double, 12, true, 'setosa'),
  ('p4', 170, 7, true, null)) t(plant, height, visits, alive, species)) to 'duckdb.csv'""")
