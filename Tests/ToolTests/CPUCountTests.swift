import Foundation
import Testing
import Tool
import ToolSandbox

/// The CPUs that a process may use, from a `/proc` and `/sys` of our own.
@Suite struct CPUCountTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try file("proc/self/status", "Name:\tx\nCpus_allowed:\tff,ffffffff\nCpus_allowed_list:\t0-39\n")
  }

  func file(_ path: String, _ text: String) throws {
    let url = box.folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  var count: Int { usableCPUCount(root: box.folder.path) }

  @Test func theAffinityMaskCounts() {
    #expect(count == 40)
  }

  @Test(arguments: [
    ("max 100000", 40), ("200000 100000", 2), ("150000 100000", 2), ("1 100000", 1),
  ])
  func version2(_ line: String, _ expected: Int) throws {
    try file("proc/self/cgroup", "0::/user/job\n")
    try file("sys/fs/cgroup/user/job/cpu.max", line + "\n")
    #expect(count == expected)
  }

  @Test func theGroupsAboveCountToo() throws {
    try file("proc/self/cgroup", "0::/user/job\n")
    try file("sys/fs/cgroup/user/job/cpu.max", "max 100000\n")
    try file("sys/fs/cgroup/user/cpu.max", "300000 100000\n")
    #expect(count == 3)
  }

  @Test func aContainerSeesItsGroupAtTheMountPoint() throws {
    try file("proc/self/cgroup", "0::/not/visible/here\n")
    try file("sys/fs/cgroup/cpu.max", "400000 100000\n")
    #expect(count == 4)
  }

  @Test(arguments: [("-1", 40), ("250000", 3)])
  func version1(_ quota: String, _ expected: Int) throws {
    try file("proc/self/cgroup", "9:memory:/job\n4:cpu,cpuacct:/job\n")
    try file("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", quota + "\n")
    try file("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n")
    #expect(count == expected)
  }

  @Test func theOptionGoesBeforeEverything() throws {
    #expect(try threadCount(requested: 7) == 7)
  }
}
