/// A file for the rows of a data set that is larger than memory: `Dataset` appends and flushes, then any
/// number of threads read.
package protocol RowFile: AnyObject {
  /// Bytes appended.
  var size: Int { get }

  /// Adds bytes at the end.
  ///
  /// - Throws: where there is no room.
  func append(_ bytes: RawSpan) throws

  /// Ends the adding: what was appended can be read, in a random order.
  ///
  /// - Throws: where there is no room.
  func finish() throws

  /// Tells what is read soon.
  func prepare(at offset: Int, count: Int)

  /// Fills `bytes` with what is at `offset`, or ends the process: threads load rows in the midst of
  /// arithmetic that cannot fail, and a result without the row would be a wrong one.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int)
}
