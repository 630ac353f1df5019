import PNM
import PictureFiles
import Tool

struct Settings {
  enum Colours: String { case grey, rgb }

  var size: PictureSize?
  var way: Fit.Way?
  var filter: ResampleFilter?
  var background = Background.black
  var colours: Colours?
  var isFloat = false
  var isDraft = false
  var skipsBad = false
  var mostPixels = PictureDecoding().mostPixels
  var idSize: Int?
  var threads: Int?
  var isQuiet = false
  var output: String?

  /// How pictures become one size; nil where they have it, or are refused.
  var fit: Fit? {
    size.map { Fit($0, way ?? .crop, filter ?? .bilinear, background) }
  }

  /// How files are read.
  var decoding: PictureDecoding {
    var decoding = PictureDecoding()
    decoding.mostPixels = mostPixels
    decoding.background = background
    if isDraft, let fit { decoding.draft = { fit.scaled($0) } }
    return decoding
  }
}
