/// Why bytes are not a picture that is read here: what was found, what was expected, what to do.
package struct PictureFault: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
