import Datasets
import Kernels
import Networks
import TensorIO

/// What a model is: its place on the axes of network, bottleneck and likelihood, and whether it is told
/// a class. Together with the parameters this is all that encoding and decoding need.
package struct Configuration: Sendable, Equatable {
  /// The shape of one example: `[height, width]` or `[height, width, channels]` of an image,
  /// `[features]` of a plain row.
  package var exampleShape: [Int]
  package var network: Network
  @ComparedByValue package var bottleneck: any Bottleneck
  package var likelihood: Likelihood
  /// The classes that encoder and decoder are told; 0 in a model without a condition.
  package var classes: Int
  /// What a byte p of the data stands for: p/unit.
  package var unit: Int
  /// Where a byte that stands for a number of the data is cut off: counts have no end but that of bytes.
  package var greatestByte: Int { likelihood.family.support.byteUnit == nil ? unit : 255 }
  /// What the columns of the data are, where they are a table: then data go by their names.
  package var columns: Columns?
  /// What the data go through before the encoder, and what the decoder gives goes back through; nil for none.
  package var scaler: Scaler?
  /// A flow between the normal posterior and z; nil for none.
  package var posteriorFlow: Flow.Shape?
  /// Of a normal bottleneck.
  @ComparedByValue package var prior: any LatentPrior = .normal

  package init(
    exampleShape: [Int], network: Network, bottleneck: some Bottleneck, likelihood: Likelihood,
    classes: Int = 0, prior: any LatentPrior = .normal
  ) {
    (self.exampleShape, self.network) = (exampleShape, network)
    (self.bottleneck, self.likelihood) = (bottleneck, likelihood)
    unit = likelihood.family.support.byteUnit ?? Frame.standardUnit
    (self.classes, self.prior) = (classes, prior)
  }

  /// Numbers in one example, the product of its shape.
  package var features: Int { exampleShape.reduce(1, *) }

  /// What the decoder gives for each example.
  package var decoderOutputs: Int { features * likelihood.outputsPerPixel }

  /// Numbers that training sets: weights and biases, a codebook with its prior, and what another prior
  /// learns.
  package var parameterCount: Int { parameterPlans.reduce(0) { $0 + $1.count } }

  /// Those under their names in the model file, in its order. The one number of a scale is not among them.
  var parameterPlans: [ParameterPlan] {
    let chains = [("encoder", encoderPlan), ("decoder", decoderPlan)].flatMap { part, plan in
      plan.enumerated().flatMap {
        $1.parameters(readsData: part == "encoder" && $0 == 0).within("\(part).\($0)")
      }
    }
    return chains + priorPlan + flowPlan + bottleneck.learned
  }
}
