/// All arithmetic over borrowed memory, for one instruction set: what the modules of vector code implement and all
/// others call. Results are the same to the bit whichever set is asked.
///
/// The shapes of a kernel's matrices are said with it. Matrices are by panels, where nothing else is said, and have
/// the panels that are asked for. A kernel begins with a check of this and stops the process where they do not fit:
/// the mistake of a caller, which no input may lead to.
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
