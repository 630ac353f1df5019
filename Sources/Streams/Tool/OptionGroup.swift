/// Options that belong together, under a heading of the help and of the man page.
package struct OptionGroup<Settings> {
  /// One word, with a capital; nil in a tool that has one group.
  package let heading: String?
  package let options: [Option<Settings>]

  package init(_ heading: String?, _ options: [Option<Settings>]) {
    (self.heading, self.options) = (heading, options)
  }
}
