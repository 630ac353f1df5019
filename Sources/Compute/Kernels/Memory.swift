import Glibc
import Synchronization

/// Zeroed memory for a matrix or a buffer, on a cache line's boundary, freed with the object.
///
/// Large pieces are cut from chunks that ask for huge pages: the kernels jump about in a few
/// megabytes, and with pages of 4 KiB most jumps wait for a translation. A chunk lives as long as any
/// piece of it.
final class Memory: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  /// The chunk that the memory is part of; nil where it is its own.
  private let chunk: Chunk?

  private static let current = Mutex<Chunk?>(nil)
  /// From how many bytes on a piece comes from a chunk.
  private static let large = 1 << 18

  init(count: Int) {
    let bytes = max(64, (count * MemoryLayout<Float>.stride + 63) / 64 * 64)
    if bytes >= Memory.large, let (chunk, piece) = Memory.cut(bytes) {
      self.chunk = chunk
      base = piece.assumingMemoryBound(to: Float.self)
    } else {
      chunk = nil
      let piece = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      base = piece.initializeMemory(as: Float.self, repeating: 0, count: bytes / 4)
    }
  }

  deinit { if chunk == nil { base.deallocate() } }

  private static func cut(_ bytes: Int) -> (Chunk, UnsafeMutableRawPointer)? {
    current.withLock { current in
      if let chunk = current, let piece = chunk.cut(bytes) { return (chunk, piece) }
      guard let chunk = Chunk(atLeast: bytes), let piece = chunk.cut(bytes) else { return nil }
      current = chunk
      return (chunk, piece)
    }
  }
}

/// Memory from the system, zero when new, in huge pages where the system has them.
private final class Chunk: @unchecked Sendable {
  private let mapping: UnsafeMutableRawPointer
  private let mappedSize: Int
  private let base: UnsafeMutableRawPointer
  private let size: Int
  private var used = 0

  private static let page = 2 << 20
  private static let standardSize = 4 * page

  init?(atLeast bytes: Int) {
    size = max(Chunk.standardSize, (bytes + Chunk.page - 1) / Chunk.page * Chunk.page)
    // One page more, for a boundary of a huge page inside.
    mappedSize = size + Chunk.page
    guard
      let mapping = mmap(
        nil, mappedSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      mapping != MAP_FAILED
    else { return nil }
    self.mapping = mapping
    base = mapping.alignedUp(toMultipleOf: Chunk.page)
    // Advice: where it is not taken, ordinary pages serve as well, only slower.
    madvise(base, size, MADV_HUGEPAGE)
  }

  deinit { munmap(mapping, mappedSize) }

  /// The next `bytes`, a multiple of 64; nil where the chunk is too full.
  func cut(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard bytes <= size - used else { return nil }
    defer { used += bytes }
    return base + used
  }
}
