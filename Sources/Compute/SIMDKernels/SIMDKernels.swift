import Kernels

/// All kernels on vectors of 16 lanes. The module is compiled once for each instruction set, from one source.
package enum SIMDKernels: KernelSet {
  #if KERNELS_V4
    package static let name = "v4"
  #else
    package static let name = "v3"
  #endif
}
