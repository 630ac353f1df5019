import CPUFeatures
package import Kernels

/// The kernels of every instruction set that this machine can run, the lowest first; none on a processor
/// without AVX2, where no test of arithmetic would run. `VAE_ISA`, which is for tools, leaves none out.
package let kernelPaths: [Kernels] = {
  #if arch(x86_64)
    let level = x86_64_level()
  #else
    // Both modules are the same there.
    let level: Int32 = 3
  #endif
  return [(3, Kernels(.v3)), (4, Kernels(.v4))].filter { $0.0 <= level }.map(\.1)
}()

/// What tests cannot run on this machine, for the line that says what was skipped; nil where they run all.
package let skippedPaths: String? =
  switch kernelPaths.count {
  case 0: "this processor lacks AVX2 and FMA: no kernel is tested"
  case 1: "this processor lacks AVX-512: kernels are tested for AVX2 alone"
  default: nil
  }
