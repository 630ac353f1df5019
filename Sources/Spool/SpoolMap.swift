import Glibc
import Synchronization
package import Tool

/// A spooled file as memory that can only be read, by any number of threads. Pages come from the file as
/// they are touched; where the file is large they are given back before they are many.
///
/// A call of the system for each row would take longer than the row.
package final class SpoolMap: Sendable {
  /// Bytes of the file.
  package let count: Int
  private let address: UInt
  /// About the bytes of the pages that were mapped since the map was made.
  private let touched = Atomic<Int>(0)

  private let most: Int
  /// The system maps the pages around a page that it has at hand too, 64 KiB on most machines.
  private static let around = 64 << 10

  /// Maps all of a file to which something was appended.
  ///
  /// - Parameter most: pages of about so many bytes are in the process at a time. They would be its own
  ///   memory in the eyes of who measures it, though the system could take them at any time.
  /// - Throws: `ToolError` with the status `inputOutput`.
  package init(_ file: SpoolFile, most: Int = 256 << 20) throws(ToolError) {
    self.most = most
    try file.flush()
    let bytes = mmap(nil, file.size, PROT_READ, MAP_SHARED, file.descriptor, 0)
    guard let bytes, bytes != MAP_FAILED else {
      throw ToolError(.inputOutput, file.folder, "cannot map a temporary file", errno: errno)
    }
    count = file.size
    address = UInt(bitPattern: bytes)
    // Rows are read in a random order: what lies behind one is not wanted.
    madvise(bytes, count, MADV_RANDOM)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(bitPattern: address), count)
  }

  /// Whether pages are given back.
  package var isLarge: Bool { count > most }

  /// Has the system read bytes of a large file that are wanted soon. A disk that is asked for many pages at a
  /// time is about ten times as fast as one that is asked for one after another.
  package func prepare(at offset: Int, count: Int) {
    precondition(offset >= 0 && count >= 0 && offset <= self.count - count)
    let behind = offset % Int(getpagesize())
    guard isLarge, let map = UnsafeMutableRawPointer(bitPattern: address) else { return }
    madvise(map + (offset - behind), behind + count, MADV_WILLNEED)
  }

  /// Bytes of the file; they stay as long as the map.
  package func bytes(at offset: Int, count: Int) -> UnsafeRawBufferPointer {
    precondition(offset >= 0 && count >= 0 && offset <= self.count - count)
    if isLarge { touch(count) }
    return UnsafeRawBufferPointer(
      start: UnsafeRawPointer(bitPattern: address)! + offset, count: count)
  }

  /// Gives all pages back when so many bytes more were touched. A thread that reads one at that time has it
  /// mapped again.
  private func touch(_ count: Int) {
    let (old, new) = touched.add(count + Self.around, ordering: .relaxed)
    guard old / most != new / most else { return }
    madvise(UnsafeMutableRawPointer(bitPattern: address), self.count, MADV_DONTNEED)
  }
}
