import Found
import PNM

/// How pictures are read, whatever their format.
package struct PictureDecoding: Sendable {
  /// The most pixels of a picture. It is checked before there is memory for them.
  package var mostPixels = 1 << 26
  /// What stands behind transparent pixels.
  package var background = Background.black
  /// The smallest size that is needed: a JPEG picture is then decoded at a half, a quarter or an eighth of its size
  /// where that is at least twice as wide and as high. Nil for the full size.
  package var draft: (@Sendable (PictureSize) -> PictureSize)?

  /// Whether a second picture behind the first is refused. In a file it is a preview, as cameras write them; of a pipe
  /// of several pictures all but the first would be lost.
  package var isAlone = false

  package init() {}

  /// The picture that the bytes of a file are: PNG or JPEG, as their beginning tells. It stands upright, as the
  /// orientation in its EXIF data says.
  ///
  /// - Throws: `PictureFault`.
  @specialized(where Element == UInt8)
  @specialized(where Element == UInt16)
  package func picture<Element: Sample>(
    _ bytes: [UInt8], of _: Element.Type = Element.self
  ) throws(PictureFault) -> Raster<Element> {
    if PNGDecoder.isPNG(bytes) { return try PNGDecoder(bytes, self).picture() }
    if JPEGDecoder.isJPEG(bytes) { return try JPEGDecoder(bytes, self).picture() }
    if let kind = FileKind(bytes) { throw PictureFault(kind.refusal(.image)) }
    throw PictureFault(
      "begins with \(quoted(bytes.prefix(8))), expected \(Expected.image.name)")
  }

  /// - Parameter end: bytes up to the end mark of the first picture.
  /// - Throws: `PictureFault` for another picture behind it, where there must be none.
  func checkEnd(_ bytes: [UInt8], _ end: Int) throws(PictureFault) {
    let rest = Array(bytes[end...].prefix(PNGChunks.signature.count))
    guard isAlone, PNGDecoder.isPNG(rest) || JPEGDecoder.isJPEG(rest) else { return }
    throw PictureFault(
      "another picture follows at byte \(end), expected one; name the files, or their folder")
  }

  /// - Throws: `PictureFault` for a size beyond the limit.
  func check(_ size: PictureSize) throws(PictureFault) {
    guard size.width > 0, size.height > 0 else {
      throw PictureFault("has \(size) pixels, expected at least 1x1")
    }
    guard size.height <= mostPixels / size.width else {
      throw PictureFault(
        "has \(size) pixels, the limit is \(mostPixels); if that is meant: --most-pixels N")
    }
  }
}
