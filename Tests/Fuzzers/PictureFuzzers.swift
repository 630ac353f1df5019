import IDX
import TensorIO
import Tool

@testable import PNM

extension Fuzzer {
  /// IDX data, gzip or not, as `mnist2t` reads them. All frames have the shape of the first but for rows.
  static var idx: Fuzzer {
    Fuzzer(name: "idx") { bytes in
      StandardInput.hold(bytes)
      Refusal.allowed {
        var source = try IDXSource.open([])
        // So that there are several, and a header that claims many rows costs no time.
        source.frameSize = 256
        try source.select(skip: 0, rows: .max)
        var first: Tensor?
        while let tensors = try source.next() {
          precondition(tensors.count == 1)
          precondition(first.map { $0.shape.dropFirst() == tensors[0].shape.dropFirst() } ?? true)
          first = tensors[0]
          _ = try Frame(tensors)
        }
      }
    }
  }

  /// Pictures as `pnm2t` reads them, whole, and in tiles of 2×1. No pixel is lost or made up.
  static var pnm: Fuzzer {
    Fuzzer(name: "pnm") { bytes in
      StandardInput.hold(bytes)
      let whole = Refusal.allowed { try pixels(tile: nil) }
      StandardInput.rewind()
      let tiled = Refusal.allowed { try pixels(tile: PictureSize(width: 2, height: 1)) }
      if let whole {
        precondition(whole <= bytes.count)
        // Tiles fit or they do not; where they do, pictures of different sizes fit too.
        precondition(tiled.map { $0 == whole } ?? true)
      }
    }
  }

  private static func pixels(tile: PictureSize?) throws -> Int {
    var images = ImageCollector()
    var pictures = try PictureReader("-", tile: tile)
    var pixels = 0
    func count(_ frame: Frame?) { pixels += frame?.tensors[0].count ?? 0 }
    while let band = try pictures.next() { count(try images.add(band, from: pictures)) }
    count(try images.last())
    return pixels
  }
}
