#!/usr/bin/env bash
# usage: swift-simd-lanes.sh
#
# Of the operators that Swift's standard library has for SIMD vectors, some are one operation of the compiler's
# intermediate language (SIL) and others one for each lane, with three steps more to take the lane out and put it back;
# `replacing(with:where:)` has a branch for each lane. Which is which does not follow from the operation: of 16 lanes,
# `&+` is one operation and `&` is sixteen, `.<` is one and `*` is sixteen. LLVM makes vectors of them again, so that the
# program is nearly as fast; but the compiler carries the lanes through all its passes before that.
#
# Seen on 2026-11-29 with Swift 6.3.1 for Linux, x86-64, swiftc -O -emit-sil. Operations and branches of five functions:
#
#   a &+ b                         add_Vec16xInt32 once
#   a .< b                         fcmp_olt_Vec16xFPIEEE32 once
#   a & b                          and_Int32 16 times
#   a * b                          fmul_FPIEEE32 16 times
#   a.replacing(with: b, where: m) cond_br 16 times
#
# The compiler is no package of PyPI or Debian 12: the one on the path is taken where it has this version.
#
# What it cost us: 5,000 lines of kernels became 486,000 lines of SIL, where operators of our own, which call C functions
# on clang's vector types, make 176,000, and half the time to compile (Sources/C/CVectors). The bits are the same.
. "$(dirname "$0")/start.bash"

[[ $(swiftc --version 2> /dev/null) == *'Swift version 6.3.1 '* ]] || cannot 'Swift 6.3.1: put its swiftc on the path'
# count TYPES RESULT EXPRESSION: builtins that compute, and branches, of a function of these.
cat > count << 'END'
printf 'public func lanes(%s) -> %s { %s }\n' "$1" "$2" "$3" > one.swift
swiftc -O -emit-sil -parse-as-library one.swift -o one.sil
awk '/^sil .*s3one5lanes/ { on = 1 } on; /^} [/][/] end sil function/ { on = 0 }' one.sil |
  grep -oE 'builtin "[a-z_]+_(Vec16x)?(FPIEEE32|Int32)"|cond_br' | tr -d '"' | sed 's/builtin //' |
  grep -vE '^(extract|insert)element|^sext' | sort | uniq -c | awk '{ print $2, $1 }'
END
floats='_ a: SIMD16<Float>, _ b: SIMD16<Float>' words='_ a: SIMD16<UInt32>, _ b: SIMD16<UInt32>'
mask='SIMDMask<SIMD16<Int32>>'
sees 0 'add_Vec16xInt32 1' bash count "$words" 'SIMD16<UInt32>' 'a &+ b'
sees 0 'fcmp_olt_Vec16xFPIEEE32 1' bash count "$floats" "$mask" 'a .< b'
sees 0 'and_Int32 16' bash count "$words" 'SIMD16<UInt32>' 'a & b'
sees 0 'fmul_FPIEEE32 16' bash count "$floats" 'SIMD16<Float>' 'a * b'
sees 0 'cond_br 16' bash count "$floats, _ m: $mask" 'SIMD16<Float>' 'a.replacing(with: b, where: m)'
finish
