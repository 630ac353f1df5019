import TensorIO
import Testing
import VAE

/// What a model file is refused for, and what is then said.
@Suite struct ModelFaultTests {
  @Test(arguments: ModelFault.networks + ModelFault.bottlenecks)
  func isNamed(fault: ModelFault) throws {
    let names = Set(fault.tensors.map(\.name))
    let kept = try ModelFileTests.frame(fault.model).tensors.filter { !names.contains($0.name) }
    let broken = try Frame(kept + fault.tensors)
    #expect {
      _ = try ModelFile(broken)
    } throws: {
      #expect("\($0)" == fault.message)
      return "\($0)" == fault.message
    }
  }

  @Test func aStreamOfDataIsNoModel() throws {
    let frame = try Frame([Tensor("x", shape: [1, 2], [Float](repeating: 0, count: 2))])
    #expect {
      _ = try ModelFile(frame)
    } throws: {
      "\($0)" == "no '@model' in the frame: this is a stream of data, not a model"
    }
  }
}
