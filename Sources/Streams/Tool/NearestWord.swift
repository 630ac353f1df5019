/// The word of a list that a mistyped one was probably meant to be; nil where none is near.
///
/// Near is at most two letters left out, put in, changed or exchanged with their neighbour; in words of nine
/// letters and more, one of three. Of equally near ones it is that which begins as the typed one does.
package func nearestWord(to typed: some StringProtocol, among words: [String]) -> String? {
  let limit = max(2, typed.count / 3)
  let near = words.map { word in
    (word: word, distance: distance(typed, word), shared: zip(typed, word).prefix(while: ==).count)
  }
  let nearest = near.min { ($0.distance, $1.shared) < ($1.distance, $0.shared) }
  // Two changes make any short word of any other: then at least the first letter should be the same.
  guard let nearest, nearest.distance <= limit, nearest.distance < 2 || nearest.shared > 0 else {
    return nil
  }
  return nearest.word
}

/// `; did you mean vae?`, for the end of a message; nothing where no word is near, or the word is one of them.
package func didYouMean(_ typed: some StringProtocol, among words: [String]) -> String {
  if words.contains(String(typed)) { return "" }
  return nearestWord(to: typed, among: words).map { "; did you mean \($0)?" } ?? ""
}

/// The number of such changes (optimal string alignment).
private func distance(_ a: some StringProtocol, _ b: some StringProtocol) -> Int {
  // What is longer than any word of ours is near to none, and costs no time.
  let (a, b) = (Array(a.utf8.prefix(64)), Array(b.utf8.prefix(64)))
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var least = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        least = min(least, rows[i - 1][j - 1] + 1)
      }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
