/// Kernels on sizes that divide nothing.
func raggedBenchmarks() -> [any Benchmark] {
  let products = Product.Kernel.allCases.flatMap { kernel in
    [(1, 1, 1), (13, 45, 77), (65, 33, 129)].map {
      Product(kernel, rows: $0.0, columns: $0.1, terms: $0.2) as any Benchmark
    }
  }
  let layers = [
    ConvolutionLayer((1, 1, 1), filters: 1, stride: 1, batch: 1),
    ConvolutionLayer((5, 7, 3), filters: 33, stride: 2, batch: 45),
    ConvolutionLayer((3, 4, 40), filters: 9, stride: 2, batch: 33, target: (5, 7)),
    ConvolutionLayer((5, 7, 9), filters: 2, stride: 1, batch: 161),
  ]
  let convolutions = ConvolutionProduct.Kernel.allCases.flatMap { kernel in
    layers.map { ConvolutionProduct(kernel, $0) as any Benchmark }
  }
  return products + convolutions
}

/// Calls `body` with each kernel on the sizes of training with batches of 128: those of 784–400–20, and
/// three layers of the convolutional autoencoder of the Keras examples.
func forEachTrainingBenchmark(_ body: (any Benchmark) throws -> Void) rethrows {
  for kernel in Product.Kernel.allCases {
    for (rows, columns, terms) in kernel.trainingSizes {
      try body(Product(kernel, rows: rows, columns: columns, terms: terms))
    }
  }
  let layers = [
    ConvolutionLayer((14, 14, 32), filters: 64, stride: 2, batch: 128),
    ConvolutionLayer((14, 14, 64), filters: 32, stride: 2, batch: 128, target: (28, 28)),
    ConvolutionLayer((28, 28, 32), filters: 1, stride: 1, batch: 128),
  ]
  for kernel in ConvolutionProduct.Kernel.allCases {
    for layer in layers { try body(ConvolutionProduct(kernel, layer)) }
  }
}
