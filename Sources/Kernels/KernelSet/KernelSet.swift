/// All arithmetic over borrowed memory, for one instruction set: what the modules of vector code implement and all
/// others call. Results are the same to the bit whichever set is asked.
///
/// What the matrices of a call must fit is said with each kernel.
package protocol KernelSet:
  SendableMetatype, DenseKernels, SparseKernels, ConvolutionKernels, OptimizerKernels,
  PosteriorKernels, NoiseKernels,
  RowKernels, CategoricalKernels, SparsityKernels, LikelihoodKernels, ImageLossKernels, DrawKernels,
  PriorKernels, ObjectiveKernels, FlowKernels, VectorQuantizationKernels, MixtureKernels,
  NormalizationKernels, PeakKernels
{
  /// The name by which `VAE_ISA` asks for the set.
  static var name: String { get }
}

/// The kernels in use. A value of two words without reference counts, so loops of the thread pool may hold it.
package typealias Kernels = any KernelSet.Type
