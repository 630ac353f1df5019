import CFuzzer
import Glibc

// usage: FUZZER=NAME fuzz [LIBFUZZER-OPTION...] [CORPUS...]; without FUZZER the names, one a line.
//
// The name is in the environment because libFuzzer starts the program anew with its own options, to make
// a crasher smaller for one.

guard Fuzzer.chosen != nil else {
  for fuzzer in Fuzzer.all { print(fuzzer.name) }
  exit(0)
}
StandardInput.open()
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
  LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
    Fuzzer.chosen?.run(Array(UnsafeBufferPointer(start: bytes, count: size)))
    return 0
  })
