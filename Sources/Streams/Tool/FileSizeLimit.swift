import Glibc

/// Makes a write beyond the limit of file sizes, `ulimit -f`, an error like that of a full disk. The signal
/// that comes with it would end the tool before it can say so.
func failAtFileSizeLimit() { signal(SIGXFSZ, SIG_IGN) }
