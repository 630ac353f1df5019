import Foundation
import TensorIO
import ToolSandbox

/// What the tests of the model tools work on, made once. They begin at small weights: what single precision loses
/// grows with the weights, and some tests hold it against bounds.
///
/// - `data.t`: the fixture, 1,000 images of 28×28 and their labels.
/// - `model.t`: fitted to them with the bernoulli likelihood, 20 latent dimensions.
/// - `gaussian.t`: the gaussian likelihood of variance 0.0625, 3 latent dimensions.
extension Sandbox {
  static func withModels() throws -> Sandbox {
    let box = try Sandbox()
    for (name, bytes) in try models.get() { try box.write(name, bytes) }
    return box
  }

  private static let models = Result {
    let box = try Sandbox()
    let fixture = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000").path
    let setup = try box.run(
      """
      set -e
      mnist2t \(fixture)/images.gz \(fixture)/labels.gz > data.t
      vae-fit -q -e 10 --init today --hidden 100 data.t > model.t
      vae-fit -q -e 10 --init today -z 3 --hidden 40 --likelihood gaussian:0.0625 data.t > gaussian.t
      """)
    guard setup.status == 0 else { throw Failure(message: setup.errors) }
    return try ["data.t", "model.t", "gaussian.t"].map { ($0, try box.read($0)) }
  }

  /// The same with a model for each bottleneck, and one of each other kind, fitted to 200 images:
  /// `few.t`, and `ae.t`, `cvae.t`, `vq.t` and so on.
  static func withEveryModel() throws -> Sandbox {
    let box = try Sandbox.withModels()
    for (name, bytes) in try everyModel.get() { try box.write(name, bytes) }
    return box
  }

  /// Small models of every kind: a name, and the options that make it.
  static let kinds = [
    "ae": "-m ae -z 3 --hidden 12", "cvae": "-m cvae -z 3 --hidden 12",
    "vq": "-m vq -z 3 --codes 16 --code-size 4 --hidden 12",
    "topk": "--bottleneck topk:2 -z 3 --hidden 12",
    "categorical": "-m categorical -z 3 --categories 5 --hidden 12",
    "straight": "-m categorical -z 3 --categories 5 --straight-through --hidden 12",
    "joint": "-m joint -z 3 --variables 2 --categories 5 --hidden 12",
    "conv": "--encoder conv:3,5 --hidden 6 -z 3",
    "conv-vq": "-m vq --encoder conv:3,5 --codes 16 --code-size 4",
    "vamp": "--prior vamp:7 -z 3 --hidden 12",
    "hierarchy": "--prior hierarchy:5,4,2 -z 3 --hidden 12",
    "flow": "--posterior-flow 3,5 -z 3 --hidden 12",
    "flow-prior": "--prior flow:2,5 -z 3 --hidden 12",
    "iwae": "--objective iwae:3 -z 3 --hidden 12",
    "images": "--ms-ssim 30 --likelihood-weight 0.5 --hidden 12 -z 1",
    "conv-cvae": "-m cvae --encoder conv:3,5 --hidden 6 -z 3",
  ]

  /// Those that have no posterior and no prior.
  static let autoencoders: Set = ["ae", "topk"]

  private static let everyModel = Result {
    let box = try Sandbox()
    let fixture = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000").path
    var files = ["few.t"]
    var line = "set -e; mnist2t -n 200 \(fixture)/images.gz \(fixture)/labels.gz > few.t"
    for (name, options) in kinds {
      line += "; vae-fit -q -e 2 -b 32 \(options) few.t > \(name).t"
      files.append("\(name).t")
    }
    let setup = try box.run(line)
    guard setup.status == 0 else { throw Failure(message: setup.errors) }
    return try files.map { ($0, try box.read($0)) }
  }

  private struct Failure: Error {
    let message: String
  }

  /// Writes a stream of one frame.
  func writeFrame(_ name: String, _ tensors: Tensor...) throws {
    try writeStream(name, [Frame(tensors)])
  }

  /// All rows of a tensor of a stream, as floats: bytes become 0 to 255.
  func values(_ file: String, _ name: String) throws -> [Float] {
    try frames(file).flatMap { frame -> [Float] in
      guard let tensor = frame[name] else { throw Failure(message: "\(file): no '\(name)'") }
      return switch tensor.elementType {
      case .u8: tensor.elements(of: UInt8.self).map(Float.init)
      case .i32: tensor.elements(of: Int32.self).map(Float.init)
      default: tensor.elements(of: Float.self)
      }
    }
  }

  /// The parameters of a model, without what is told about them.
  func parameters(_ file: String) throws -> [[Float]] {
    try frames(file)[0].tensors.filter { !$0.isMetadata }.map { $0.elements(of: Float.self) }
  }
}

/// The mean, and the mean of the squares about zero.
func moments(_ values: [Float]) -> (mean: Double, square: Double) {
  let count = Double(values.count)
  return (
    values.reduce(0) { $0 + Double($1) } / count,
    values.reduce(0) { $0 + Double($1) * Double($1) } / count
  )
}
