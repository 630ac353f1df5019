import Foundation
import ToolSandbox

/// A sandbox with what the examples speak of: the fixture as training and test data, and a model.
enum Workshop {
  static let fixture = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000").path
  static let pipelines = Checkout.root.appending(path: "pipelines").path

  static func open() throws -> Sandbox {
    let box = try Sandbox()
    try box.write("model.t", model.get())
    let setup = try box.run(
      """
      for name in train test; do
        cp \(fixture)/images.gz $name.gz
        cp \(fixture)/images.gz $name-images.gz
        cp \(fixture)/labels.gz $name-labels.gz
        mnist2t $name.gz > $name.t
      done
      mnist2t test.gz | vae-encode model.t > codes.t
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

  struct Failure: Error {
    let message: String
  }
}
