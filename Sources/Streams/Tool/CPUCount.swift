import Found
import Glibc

/// The largest number of threads that a tool accepts: more than any machine has CPUs, few enough to
/// start.
package let maximumThreadCount = 1024

/// The number of threads to compute with: what `--threads` says, else `OMP_NUM_THREADS`, else the
/// CPUs that the process may use.
///
/// - Throws: `ToolError` where `OMP_NUM_THREADS` is set and is not a list of numbers.
package func threadCount(requested: Int?) throws(ToolError) -> Int {
  if let requested { return requested }
  if let variable = getenv("OMP_NUM_THREADS") {
    let text = String(cString: variable)
    // OpenMP allows a list, one number for each level of nesting. The first is the outermost.
    guard let first = text.split(separator: ",", omittingEmptySubsequences: false).first,
      let count = Int(numeral: first), (1...maximumThreadCount).contains(count)
    else {
      throw ToolError(
        .usage, "OMP_NUM_THREADS",
        "expected a whole number from 1 to \(maximumThreadCount), found \(quoted(text))")
    }
    return count
  }
  return min(usableCPUCount(), maximumThreadCount)
}

/// The CPUs that the process may use: those of its affinity mask, at most its cgroup's quota.
///
/// - Parameter root: The folder that holds `proc` and `sys`; another one in tests.
package func usableCPUCount(root: String = "") -> Int {
  let allowed = allowedCPUCount(root: root) ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  return min(allowed, CPUQuota(root: root).cpus ?? .max)
}

/// The number of CPUs in the affinity mask, which the kernel shows as `Cpus_allowed: ff,ffffffff`.
private func allowedCPUCount(root: String) -> Int? {
  let label = "Cpus_allowed:"
  guard let line = lines(of: "\(root)/proc/self/status").first(where: { $0.hasPrefix(label) })
  else {
    return nil
  }
  let digits = line.dropFirst(label.count).compactMap(\.hexDigitValue)
  let count = digits.reduce(0) { $0 + $1.nonzeroBitCount }
  return count > 0 ? count : nil
}

/// The lines of a small file of the kernel's; none where it cannot be read.
func lines(of path: String) -> [Substring] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return [] }
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 16384)
  let count = read(descriptor, &bytes, bytes.count)
  return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
}
