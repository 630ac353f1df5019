/// The share of CPU time that the control groups of the process allow, version 1 or 2.
struct CPUQuota {
  /// The quota in whole CPUs, rounded up; nil where there is none.
  let cpus: Int?

  /// - Parameter root: The folder that holds `proc` and `sys`.
  init(root: String) {
    let groups = lines(of: "\(root)/proc/self/cgroup").compactMap { line -> [Double]? in
      // 0::/path in version 2, 4:cpu,cpuacct:/path in version 1.
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return nil }
      let path = String(fields[2])
      if fields[0] == "0" {
        return Self.folders("\(root)/sys/fs/cgroup", path).compactMap(Self.version2)
      }
      guard fields[1].split(separator: ",").contains("cpu") else { return nil }
      return Self.folders("\(root)/sys/fs/cgroup/\(fields[1])", path).compactMap(Self.version1)
    }
    cpus = groups.joined().min().map { max(1, Int($0.rounded(.up))) }
  }

  /// The group's folder and those above it: each has a quota of its own. In a container the path may
  /// not exist below the mount point, whose own quota then is the container's.
  private static func folders(_ mount: String, _ path: String) -> [String] {
    path.split(separator: "/").reduce(into: [mount]) { folders, part in
      folders.append("\(folders[folders.count - 1])/\(part)")
    }
  }

  /// `cpu.max` holds the quota, or `max`, and the period.
  private static func version2(_ folder: String) -> Double? {
    lines(of: "\(folder)/cpu.max").first.flatMap { line in
      let fields = line.split(separator: " ")
      return fields.count == 2 ? ratio(fields[0], fields[1]) : nil
    }
  }

  /// A quota of -1 is none.
  private static func version1(_ folder: String) -> Double? {
    guard let quota = lines(of: "\(folder)/cpu.cfs_quota_us").first,
      let period = lines(of: "\(folder)/cpu.cfs_period_us").first
    else { return nil }
    return ratio(quota, period)
  }

  private static func ratio(_ quota: Substring, _ period: Substring) -> Double? {
    guard let quota = Int(quota), let period = Int(period), quota > 0, period > 0 else {
      return nil
    }
    // Beyond a million CPUs there is no quota in practice, and the conversion to Int stays safe.
    return min(Double(quota) / Double(period), 1e6)
  }
}
