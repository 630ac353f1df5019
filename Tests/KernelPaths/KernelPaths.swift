import InstructionSets
package import Kernels

/// The kernels of every instruction set that this machine can run, the lowest first; none on a processor
/// without AVX2, where no test of arithmetic would run. `VAE_ISA`, which is for tools, leaves none out.
package let kernelPaths: [Kernels] = InstructionSet.available.map(\.kernels)

/// What tests cannot run on this machine, for the line that says what was skipped; nil where they run all.
package let skippedPaths: String? =
  switch kernelPaths.count {
  case 0: "this processor lacks AVX2 and FMA: no kernel is tested"
  case 1: "this processor lacks AVX-512: kernels are tested for AVX2 alone"
  default: nil
  }
