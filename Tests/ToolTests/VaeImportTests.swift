import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Parameters on their way to PyTorch and back.
@Suite struct VaeImportTests {
  @Test(arguments: Sandbox.kinds.keys.sorted())
  func everyModelComesBackBitForBit(_ kind: String) throws {
    let box = try Sandbox.withEveryModel()
    let way = "vae-export --safetensors \(kind).t | vae-import --like \(kind).t > same.t"
    #expect(try box.run("\(way) && cmp \(kind).t same.t") == .success())
    let sequential =
      "vae-export --safetensors --sequential \(kind).t > s && vae-import --sequential --like \(kind).t s > same.t"
    #expect(
      try box.run("\(sequential) && cmp \(kind).t same.t")
        == (kind == "conv-cvae"
          ? .failure(
            65,
            "vae-export: conv-cvae.t: a class comes between the convolutions and the dense layers, which no "
              + "nn.Sequential can have: leave --sequential out") : .success()))
  }

  /// Files that PyTorch wrote, and what it made of some numbers with them.
  @Test(arguments: [
    ("mlp", "--hidden 9,5"), ("conv", "--encoder conv:3,5 --hidden 6"),
    ("res", "--encoder res:3,4 --hidden 6"),
  ])
  func aModelOfPyTorchMakesWhatItMadeThere(_ name: String, _ options: String) throws {
    let box = try Sandbox()
    let folder = Checkout.root.appending(path: "Tests/Fixtures/pytorch").path
    let setup = try box.run(
      """
      set -e
      safetensors2t \(folder)/made.safetensors > made.t
      vae-fit -q -e 1 -z 2 \(options) made.t > like.t
      vae-import --like like.t \(folder)/\(name).safetensors > model.t
      t-slice --tensors x made.t | vae-encode -q model.t > codes.t
      t-slice --tensors z made.t | vae-decode -q model.t > mean.t
      vae-export --safetensors model.t > back.safetensors
      safetensors2t --whole back.safetensors > a.t
      safetensors2t --whole \(folder)/\(name).safetensors > b.t
      """)
    #expect(setup == .success())
    for (file, found, made, bound) in [
      ("codes.t", "z", "\(name).z", 5e-6 as Float), ("mean.t", "x", "\(name).mean", 2e-6),
    ] {
      let pairs = zip(try box.values(file, found), try box.values("made.t", made))
      #expect(pairs.allSatisfy { abs($0 - $1) <= bound * max(1, abs($1)) }, "\(name), \(made)")
      #expect(Array(pairs).count > 0)
    }
    let (back, sent) = (try box.frames("a.t")[0], try box.frames("b.t")[0])
    #expect(back.tensors.count == sent.tensors.count)
    for tensor in sent.tensors { #expect(back[tensor.name]?.isIdentical(to: tensor) == true) }
    // The figures of the training are not those of these parameters.
    let model = try box.frames("model.t")[0]
    #expect(model["@loss"] == nil && model["@epochs"] != nil)
  }

  /// A model and its parameters as tensors of a stream, one of which is changed.
  private func refusal(_ change: ([Tensor]) -> [Tensor]) throws -> Outcome {
    let box = try Sandbox()
    let folder = Checkout.root.appending(path: "Tests/Fixtures/onnx").path
    #expect(
      try box.run("vae-export --safetensors \(folder)/model.t | safetensors2t --whole > s.t").status
        == 0)
    try box.writeStream("s.t", [Frame(change(try box.frames("s.t")[0].tensors))])
    #expect(try box.run("t2safetensors --whole s.t > s") == .success())
    return try box.run("vae-import --like \(folder)/model.t s")
  }

  @Test func whatIsMissingMoreOrOtherIsRefusedByName() throws {
    #expect(
      try refusal { $0.filter { $0.name != "decoder.1.bias" } }.errors.hasPrefix(
        "vae-import: s: no tensor 'decoder.1.bias', expected "))
    #expect(
      try refusal { $0 + [Tensor("optimizer", shape: [1], [Float(1)])] }
        == .failure(65, "vae-import: s: tensor 'optimizer': the model has no such parameter"))
    let other = try refusal { tensors in
      tensors.map {
        $0.name == "encoder.0.weight" ? Tensor($0.name, shape: [1, 2], [Float(1), 2]) : $0
      }
    }
    #expect(
      other.errors.hasPrefix("vae-import: s: tensor 'encoder.0.weight': is F32 1×2, expected F32 "))
    #expect(other.status == 65)
  }

  @Test(arguments: [Float.nan, .infinity])
  func whatIsNotFiniteIsRefused(_ number: Float) throws {
    let outcome = try refusal { tensors in
      tensors.map {
        guard $0.name == "encoder.0.bias" else { return $0 }
        var numbers = $0.elements(of: Float.self)
        numbers[1] = number
        return Tensor($0.name, shape: $0.shape, numbers)
      }
    }
    #expect(
      outcome
        == .failure(
          65,
          "vae-import: s: tensor 'encoder.0.bias': element 1: \(number), expected finite numbers"))
  }

  @Test func theOtherNamesAreTold() throws {
    let box = try Sandbox.withEveryModel()
    #expect(
      try box.run("vae-export --safetensors --sequential ae.t | vae-import --like ae.t")
        == .failure(
          65, "vae-import: standard input: has the names of nn.Sequential: add --sequential"))
    #expect(
      try box.run("vae-export --safetensors ae.t | vae-import --sequential --like ae.t")
        == .failure(
          65, "vae-import: standard input: has the names of nn.ModuleList: leave out --sequential"))
  }
}
