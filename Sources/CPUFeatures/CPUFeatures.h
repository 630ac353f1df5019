// The x86-64 level that the processor and the system support: 4, 3, or 0 for anything older.
// Swift has no way to ask; the compiler's builtin also checks that the registers are saved.
#ifndef VAEUTILS_CPU_FEATURES_H
#define VAEUTILS_CPU_FEATURES_H

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

#endif
