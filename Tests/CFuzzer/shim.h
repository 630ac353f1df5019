// What the fuzzers call and no module of the toolchain declares.
#include <stddef.h>
#include <stdint.h>

// libFuzzer's loop, for a program with a main function of its own.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

// An open file in memory: memfd_create(2).
int memfd_create(const char *name, unsigned int flags);
