import Found
import Tool

/// The size of a picture or an image in pixels, width first as in their headers.
package struct PictureSize: Equatable, CustomStringConvertible {
  package let width, height: Int

  package var description: String { "\(width)x\(height)" }

  package init(width: Int, height: Int) { (self.width, self.height) = (width, height) }
}

extension PictureSize {
  /// A size as `32x32`.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package init(_ argument: Argument) throws(ToolError) {
    let parts = argument.text.split(separator: "x", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int(numeral: $0) }
    guard parts.count == 2, numbers.count == 2, numbers.allSatisfy((1...65_536).contains) else {
      throw argument.refused("width and height from 1 to 65536, such as 32x32")
    }
    self.init(width: numbers[0], height: numbers[1])
  }
}
