package import Tool

/// An open input that several readers hold.
package final class SharedInput {
  package let file: InputFile

  package init(_ file: consuming InputFile) { self.file = file }
}
