// What Swift has no way to say to the processor.
#ifndef VAEUTILS_CPU_FEATURES_H
#define VAEUTILS_CPU_FEATURES_H

#include <stdint.h>

// The x86-64 level that the processor and the system support: 4, 3, or 0 for anything older.
// The compiler's builtin also checks that the registers are saved.
static inline int x86_64_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") ||
      !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2"))
    return 0;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    return 4;
  return 3;
#else
  return 0;
#endif
}

// Tells the processor that a loop waits for another core.
static inline void spin_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Asks for a cache line that will be needed soon.
static inline void prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// The thread's floating-point mode, and what makes it take subnormal numbers for zero, as operands
// and as results.
static inline uint64_t float_mode(void) {
#if defined(__x86_64__)
  return __builtin_ia32_stmxcsr();
#elif defined(__aarch64__)
  uint64_t mode;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  return mode;
#else
  return 0;
#endif
}

static inline uint64_t flushing_subnormals(uint64_t mode) {
#if defined(__x86_64__)
  return mode | 0x8040;  // flush to zero, denormals are zero
#elif defined(__aarch64__)
  return mode | (1 << 24);
#else
  return mode;
#endif
}

static inline void set_float_mode(uint64_t mode) {
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr((unsigned)mode);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" ::"r"(mode));
#endif
}

#endif
