/// Why data, a model or a run is refused: one line, with what was found and what was expected.
package struct VAEError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
