/// The words that the argument of an option may be or begin with.
package struct Listing {
  /// What they are, in the plural, with a capital.
  package let heading: String
  package let entries: [Entry]

  package struct Entry {
    /// The word and what may follow it: `step:EPOCHS,FACTOR`, `cosine[:LAST]`.
    package let form: String
    /// A few words.
    package let meaning: String
    /// Authors, year and where to find it; nil for what has none.
    package let paper: String?

    package init(_ form: String, _ meaning: String, _ paper: String? = nil) {
      (self.form, self.meaning, self.paper) = (form, meaning, paper)
    }
  }

  package init(_ heading: String, _ entries: [Entry]) {
    (self.heading, self.entries) = (heading, entries)
  }
}
