// The arithmetic of whole vectors. The standard library's operators take a vector's lanes one by one, three steps
// for each, and leave it to the optimiser to find the vector again; that is half of the time that the vector code
// takes to compile. Each function here is one operation, rounded once, and is always inlined.
#ifndef VAEUTILS_VECTORS_H
#define VAEUTILS_VECTORS_H

#include <stdint.h>

typedef float float8 __attribute__((ext_vector_type(8)));
typedef float float16 __attribute__((ext_vector_type(16)));
typedef uint32_t word16 __attribute__((ext_vector_type(16)));
typedef int32_t mask16 __attribute__((ext_vector_type(16)));

#define VECTOR static inline __attribute__((always_inline))

VECTOR float16 vector_sum(float16 a, float16 b) { return a + b; }
VECTOR float16 vector_difference(float16 a, float16 b) { return a - b; }
VECTOR float16 vector_product(float16 a, float16 b) { return a * b; }
VECTOR float16 vector_quotient(float16 a, float16 b) { return a / b; }
VECTOR float16 vector_negative(float16 a) { return -a; }
VECTOR float16 vector_square_root(float16 a) { return __builtin_elementwise_sqrt(a); }

// a · b + c
VECTOR float16 vector_fma(float16 a, float16 b, float16 c) { return __builtin_elementwise_fma(a, b, c); }
VECTOR float8 half_fma(float8 a, float8 b, float8 c) { return __builtin_elementwise_fma(a, b, c); }

VECTOR word16 words_and(word16 a, word16 b) { return a & b; }
VECTOR word16 words_or(word16 a, word16 b) { return a | b; }
VECTOR word16 words_xor(word16 a, word16 b) { return a ^ b; }
// Of a count, the lowest five bits.
VECTOR word16 words_shift_left(word16 a, word16 count) { return a << (count & 31); }
VECTOR word16 words_shift_right(word16 a, word16 count) { return a >> (count & 31); }

// The lanes of a where the mask is all ones, those of b where it is zero.
VECTOR float16 vector_select(mask16 mask, float16 a, float16 b) { return mask ? a : b; }
VECTOR word16 words_select(mask16 mask, word16 a, word16 b) { return mask ? a : b; }

VECTOR float8 low_half(float16 a) { return a.lo; }
VECTOR float8 high_half(float16 a) { return a.hi; }

// The lanes of even, and of odd, numbers of two vectors one after the other.
VECTOR float16 even_lanes(float16 a, float16 b) {
  return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}
VECTOR float16 odd_lanes(float16 a, float16 b) {
  return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

#undef VECTOR

#endif
