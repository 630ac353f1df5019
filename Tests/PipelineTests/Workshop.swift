import Foundation
import ToolSandbox

/// A sandbox with what the examples speak of: the fixture as training and test data, and models; a
/// sheet of colour images, a photo, and a model of colour images.
enum Workshop {
  static let fixture = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000").path
  static let pipelines = Checkout.root.appending(path: "pipelines").path

  static func open() throws -> Sandbox {
    let box = try Sandbox()
    try box.write("model.t", model.get())
    try box.write("colour.t", colourModel.get())
    try box.write("digits.t", toldModel.get())
    let setup = try box.run(
      """
      for name in train test; do
        cp \(fixture)/images.gz $name.gz
        cp \(fixture)/images.gz $name-images.gz
        cp \(fixture)/labels.gz $name-labels.gz
        mnist2t $name.gz > $name.t
      done
      mnist2t test.gz | vae-encode model.t > codes.t
      t2npy train.t > train.npy
      mnist2t train.gz train-labels.gz | t2npy --npz | npy2t --tensors images,labels | t2npy --npz > both.npz
      mnist2t test-images.gz test-labels.gz | vae-encode model.t | t2tsv --tensors y,z | cut -f 1,2 \
        > scores.tsv
      latent-fit gaussian codes.t > prior.t
      vae-export --safetensors model.t > model.safetensors
      t2safetensors train.t > train.safetensors
      t2safetensors codes.t > codes.safetensors
      \(sheet) > sheet.ppm
      pnmtopng -quiet sheet.ppm > photo.png
      cp photo.png scan.png
      mkdir photos
      cp photo.png '\(Checkout.root.path)'/Tests/Fixtures/pictures/orientation-*.jpg photos
      awk -v OFS=, 'BEGIN {
        print "height,weight,income"
        for (i = 0; i < 200; i++) print sin(i), sin(i) + cos(7 * i) / 2, cos(3 * i)
      }' > people.csv
      awk -v OFS=, 'BEGIN {
        print "plant,sepal,petal,colour,species"
        for (i = 0; i < 60; i++) print "p" i, 5 + sin(i), i % 7 ? 1.5 + cos(i) : "", i % 3 ? "blue" : "white", \
          i % 2 ? "setosa" : "virginica"
      }' > iris.csv
      csv2t --label species --id plant iris.csv > iris.t
      """)
    guard setup.status == 0 else { throw Failure(message: setup.errors) }
    return box
  }

  /// A small model, trained once for all examples.
  private static let model = Result {
    let box = try Sandbox()
    let fit = try box.run("mnist2t \(fixture)/images.gz | vae-fit -q -e 1 -o model.t")
    guard fit.status == 0 else { throw Failure(message: fit.errors) }
    return try box.read("model.t")
  }

  /// A model that is told the labels.
  private static let toldModel = Result {
    let box = try Sandbox()
    let data = "mnist2t \(fixture)/images.gz \(fixture)/labels.gz"
    let fit = try box.run("\(data) | vae-fit -q -m cvae -e 1 --hidden 8 -o digits.t")
    guard fit.status == 0 else { throw Failure(message: fit.errors) }
    return try box.read("digits.t")
  }

  /// 64 tiles of 32×32 pixels, each of another colour.
  private static let sheet = "ppmrainbow -width=256 -height=256 red green blue red"

  /// A model of colour images.
  private static let colourModel = Result {
    let box = try Sandbox()
    let fit = try box.run("\(sheet) | pnm2t --tile 32x32 | vae-fit -q -e 1 --hidden 8 -o colour.t")
    guard fit.status == 0 else { throw Failure(message: fit.errors) }
    return try box.read("colour.t")
  }

  struct Failure: Error {
    let message: String
  }
}
