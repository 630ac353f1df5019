import Kernels
import Networks

/// A convolution, or a transposed one: `Conv` and `ConvTranspose`, `nn.Conv2d` and `nn.ConvTranspose2d`.
extension Convolution.Plan: LayerForm {
  /// Filters, kernel height, kernel width, channels of the input; as the others have them.
  private var order: [Int] { isTransposed ? [3, 0, 1, 2] : [0, 3, 1, 2] }

  /// Lines of zeros that the larger image has around it: before the first, and behind the last.
  ///
  /// - Parameters:
  ///   - large: lines of the larger image.
  ///   - small: of the smaller one.
  private func padding(_ large: Int, _ small: Int) -> (before: Int, after: Int) {
    let all = max(0, (small - 1) * stride + kernel - large)
    return (all / 2, all - all / 2)
  }

  /// Lines and columns of the padding.
  var padding: (lines: (before: Int, after: Int), columns: (before: Int, after: Int)) {
    let (large, small) = isTransposed ? (output, input) : (input, output)
    return (padding(large.height, small.height), padding(large.width, small.width))
  }

  /// Lines and columns that no input of a transposed convolution reaches: they hold the bias alone.
  var unreached: [Int] {
    [(output.height, input.height), (output.width, input.width)].map {
      max(0, $0 - ($1 - 1) * stride - kernel)
    }
  }

  func nodes(_ signal: Signal, _ name: String, _ parameters: Parameters, in graph: inout Graph)
    -> Signal
  {
    let image =
      signal.image == nil ? graph.channelsFirst(signal.value, input) : signal.value
    let weight = parameters["\(name).weight"].permuted(order)
    let bias = parameters["\(name).bias"]
    let (lines, columns) = padding
    // Never auto_pad: what it means of a transposed convolution differs from program to program.
    var attributes = [
      Attribute("kernel_shape", [kernel, kernel]), Attribute("strides", [stride, stride]),
      Attribute("pads", [lines.before, columns.before, lines.after, columns.after]),
    ]
    if isTransposed { attributes.append(Attribute("output_padding", unreached)) }
    return Signal(
      graph.node(
        isTransposed ? "ConvTranspose" : "Conv",
        [
          image, graph.floats(weight.values, weight.shape, name: "\(name).weight"),
          graph.floats(bias.values, bias.shape, name: "\(name).bias"),
        ], attributes), image: output)
  }

  func axes(_ name: String) -> [String: [Int]] { ["\(name).weight": order] }
}
