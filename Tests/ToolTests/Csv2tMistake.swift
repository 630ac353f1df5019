import Testing

/// A mistake in a table or about it, and what csv2t says.
struct Csv2tMistake: CustomTestStringConvertible {
  let options: String
  let text: String
  let status: Int32
  /// Without the name of the file.
  let message: String

  init(_ options: String, _ text: String, _ status: Int32, _ message: String) {
    (self.options, self.text, self.status, self.message) = (options, text, status, message)
  }

  var testDescription: String { message }

  static let all: [Csv2tMistake] = [
    .init(
      "", "", 65, "is empty, expected a table of text, such as CSV; what wrote it may have failed"),
    .init(
      "", "\n", 65, "is empty, expected a table of text, such as CSV; what wrote it may have failed"
    ),
    .init(
      "", "a,b\n", 65,
      "has names and no rows, expected rows to find what the columns are; --like FILE tells them"
    ),
    .init(
      "", "a,b", 65,
      "has names and no rows, expected rows to find what the columns are; --like FILE tells them"
    ),
    .init("", "a,b\n1\n", 65, "line 2: 1 field, expected 2 as in the first line"),
    .init(
      "", "a,b\n1,2,3\n", 65,
      "line 2: 3 fields, expected 2 as in the first line; R's names of rows are left out with row.names = FALSE"
    ),
    .init(
      "", "a,b\n1,2\n\n3,4\n", 65,
      "line 3: the line is empty, expected a row; a row of one missing value is \"\""
    ),
    .init("", "a,b\n1,2\n,,\n", 65, "line 3: 3 fields, expected 2 as in the first line"),
    .init("", "a,a\n1,2\n", 65, "line 1: columns 1 and 2 are both 'a'"),
    .init("", "a,,\n1,2,3\n", 65, "line 1: columns 2 and 3 are both ''"),
    .init(
      "", "a,b\n1,2\na,b\n3,4\n", 65,
      "line 3, column 1, 'a': found 'a' after 1 number: is the line of names there again? Else --na 'a' if it stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,x\n2,3\n", 65,
      "line 3, column 2, 'b': found '3' after 1 text such as 'x': --na 'x' if that stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,3\n2,x\n", 65,
      "line 3, column 2, 'b': found 'x' after 1 number: --na 'x' if it stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,3\n2,-\n", 65,
      "line 3, column 2, 'b': found '-' after 1 number: --na '-' if it stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,?\n2,3\n", 65,
      "line 3, column 2, 'b': found '3' after 1 text such as '?': --na '?' if that stands for a missing one, or --kind NAME=category"
    ),
    .init("", "a,b\n1,\"x\n", 65, "line 2, column 2: begins with a quote that is not closed"),
    .init(
      "", "a,b\n1,\"x\"y\n", 65,
      "line 2, column 2: found 'y' behind a closing quote, expected a separator; within quotes a quote is \"\""
    ),
    .init(
      "", "a,b\n\"1\" 2,3\n", 65,
      "line 2, column 1: found '2,3' behind a closing quote, expected a separator; within quotes a quote is \"\""
    ),
    .init(
      "", "a,b\n1,\"1,234\"\n", 65,
      "line 2, column 2, 'b': found '1,234', a number with separators between its thousands: take them out first"
    ),
    .init(
      "", "a,b\n1,1 234\n2,5\n", 65,
      "line 2, column 2, 'b': found '1 234', a number with separators between its thousands: take them out first"
    ),
    .init(
      "", "a,b\n1,1'234.50\n2,5\n", 65,
      "line 2, column 2, 'b': found '1'234.50', a number with separators between its thousands: take them out first"
    ),
    .init(
      "", "a;b\n1,5;x\n1.5;y\n", 65,
      "line 3, column 1, 'a': found '1.5', where ',' is before the fraction: --decimal , or --decimal . if that is not so"
    ),
    .init(
      "", "a;b\n1.234,5;x\n", 65,
      "line 2, column 1, 'a': found '1.234,5', a number with separators between its thousands: take them out first"
    ),
    .init(
      "--decimal ,", "a;b\n1.5;2\n", 65,
      "line 2, column 1, 'a': found '1.5', where ',' is before the fraction: --decimal , or --decimal . if that is not so"
    ),
    .init(
      "--decimal .", "a;b\n1,5;2\n", 65,
      "line 2, column 1, 'a': found '1,5', where '.' is before the fraction: --decimal , or --decimal . if that is not so"
    ),
    .init(
      "", "a,b\n1,1e999\n", 65,
      "line 2, column 2, 'b': found '1e999', expected a number of magnitude at most 1.7976931348623157e+308"
    ),
    .init(
      "", "a,b\n1,12345678901234567890\n", 65,
      "line 2, column 2, 'b': found '12345678901234567890', which has more digits than a 64-bit float holds: --id, --kind NAME=text or --drop"
    ),
    .init(
      "", "a,b\n1,inf\n2,3\n", 65,
      "line 3, column 2, 'b': found '3' after 1 text such as 'inf': --na 'inf' if that stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,0x10\n2,3\n", 65,
      "line 3, column 2, 'b': found '3' after 1 text such as '0x10': --na '0x10' if that stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,5%\n2,6\n", 65,
      "line 3, column 2, 'b': found '6' after 1 text such as '5%': --na '5%' if that stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,$5\n2,6\n", 65,
      "line 3, column 2, 'b': found '6' after 1 text such as '$5': --na '$5' if that stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,1.2.3\n2,6\n", 65,
      "line 3, column 2, 'b': found '6' after 1 text such as '1.2.3': --na '1.2.3' if that stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,--1\n2,6\n", 65,
      "line 3, column 2, 'b': found '6' after 1 text such as '--1': --na '--1' if that stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\n1,+-1\n2,6\n", 65,
      "line 3, column 2, 'b': found '6' after 1 text such as '+-1': --na '+-1' if that stands for a missing one, or --kind NAME=category"
    ),
    .init(
      "", "a,b\r1,2\r", 65,
      "line 1: found a carriage return without a line feed, expected either the latter or both: tr '\\r' '\\n' < FILE"
    ),
    .init(
      "", "a,b\n1\02,3\n", 65,
      "line 2, column 1: found a zero byte, expected text; is it UTF-16? iconv -f UTF-16 -t UTF-8 FILE | csv2t"
    ),
    .init("--label z", "a,b\n1,2\n", 65, "no column 'z', found 'a', 'b'"),
    .init("--id z", "a,b\n1,2\n", 65, "no column 'z', found 'a', 'b'"),
    .init("--drop z", "a,b\n1,2\n", 65, "no column 'z' to drop, found 'a', 'b'"),
    .init("--kind z=count", "a,b\n1,2\n", 65, "no column 'z', found 'a', 'b'"),
    .init(
      "--kind a", "a,b\n1,2\n", 64,
      "--kind: expected NAME=KIND with one of number, count, flag, category, label, id, time, text, found 'a'"
    ),
    .init(
      "--kind a=integer", "a,b\n1,2\n", 64,
      "--kind: expected NAME=KIND with one of number, count, flag, category, label, id, time, text, found 'a=integer'"
    ),
    .init(
      "--kind a=count", "a,b\n1.5,2\n", 65,
      "line 2, column 1, 'a': found '1.5', expected a count, a whole number from 0 to 16777216"
    ),
    .init(
      "--kind a=count", "a,b\n-1,2\n", 65,
      "line 2, column 1, 'a': found '-1', expected a count, a whole number from 0 to 16777216"
    ),
    .init(
      "--kind a=count", "a,b\n16777217,2\n", 65,
      "line 2, column 1, 'a': found '16777217', expected a count, a whole number from 0 to 16777216"
    ),
    .init(
      "--kind a=count", "a,b\nx,2\n", 65, "line 2, column 1, 'a': found 'x', expected a number"),
    .init(
      "--kind a=flag", "a,b\n1,2\n2,2\n3,2\n", 65,
      "column 1, 'a': 3 different values, expected two for a flag"
    ),
    .init(
      "--kind a=flag", "a,b\n1,2\n", 65, "column 1, 'a': 1 different value, expected two for a flag"
    ),
    .init(
      "--kind a=category", "a,b\n,2\n", 65, "column 1, 'a': no values, expected some for a category"
    ),
    .init(
      "--kind a=number", "a,b\nx,2\n", 65, "line 2, column 1, 'a': found 'x', expected a number"),
    .init(
      "--time a", "a,b\n2024-01-01,2\n", 65,
      "line 2, column 1, 'a': found '2024-01-01', expected a number"
    ),
    .init("--id a --label a", "a,b\n1,2\n", 64, "--kind: 'a' is told to be both id and label"),
    .init(
      "--id a --id b", "a,b\n1,2\n", 64, "--kind: 'a' and 'b' cannot both be id: others can be text"
    ),
    .init(
      "--label a --label b", "a,b\n1,2\n", 64,
      "--kind: 'a' and 'b' cannot both be label: others can be text"
    ),
    .init("--drop a --drop b", "a,b\n1,2\n", 64, "--drop: leaves no column of 2"),
    .init(
      "--id a", "a,b\n\"x\ny\",2\n", 65,
      "line 2, column 1, 'a': found 'x\\x0Ay', expected an id without control characters; --kind NAME=text takes them"
    ),
    .init(
      "--id a --text-bytes 1", "a,b\nxy,2\n", 65,
      "line 2, column 1, 'a': a text of 2 bytes, which is more than 1: --text-bytes 2"
    ),
    .init(
      "--separator x", "a,b\n1,2\n", 64, "--separator: expected ',', ';', tab or blank, found 'x'"),
    .init(
      "--separator ';'", "a,b;c\n1,2\n", 65, "line 2: 1 field, expected 2 as in the first line"),
    .init(
      "--separator tab", "a,b\n1,2\n3,x\n", 65,
      "line 2, column 1, 'a,b': found '1,2', where '.' is before the fraction: --decimal , or --decimal . if that is not so"
    ),
    .init("--label a --drop a", "a,b\n1,2\n", 64, "--drop: 'a' is told to be label too"),
    .init("--header maybe", "a\n1\n", 64, "--header: expected yes or no, found 'maybe'"),
    .init("--decimal x", "a\n1\n", 64, "--decimal: expected '.' or ',', found 'x'"),
    .init("--unseen missing", "a\n1\n", 64, "--unseen: has no meaning without --like"),
    .init(
      "--header no", "a,b\n1,2\n", 65,
      "line 2, column 1, '1': found '1' after 1 text such as 'a': --na 'a' if that stands for a missing one, or --kind NAME=category"
    ),
    .init("", "a b,c\n1,2\n1,2,3\n", 65, "line 3: 3 fields, expected 2 as in the first line"),
    .init(
      "", "\"a,b\"\n1,2\n", 65,
      "line 2: 2 fields, expected 1 as in the first line; R's names of rows are left out with row.names = FALSE"
    ),
    .init(
      "", "<html><body>not found", 65,
      "is a web page, perhaps of a failed download, expected a table of text, such as CSV: download the file itself"
    ),
    .init(
      "", "PAR1xxxxxxxx", 65,
      "is a Parquet file, expected a table of text, such as CSV: write its numbers as text, a row a line with tabs between, and give that to tsv2t --tensor x"
    ),
  ]
}
