import Glibc

/// Reads what the kernel tells of this process, from /proc (proc(5)).
package struct ProcessReader: Sendable {
  private let units: ProcessFacts.Units
  /// Unix seconds; never changes while the machine runs.
  private let bootTime: Double?

  package init() {
    units = ProcessFacts.Units(ticksPerSecond: Double(sysconf(Int32(_SC_CLK_TCK))), pageBytes: UInt64(clamping: getpagesize()))
    bootTime = Self.text(of: "/proc/stat").flatMap(ProcessFacts.bootTime(inStat:))
  }

  /// The facts now. What can't be read, as in a sandbox without /proc, is nil.
  package func read() -> ProcessFacts {
    var facts = ProcessFacts()
    if let stat = Self.text(of: "/proc/self/stat") {
      facts.read(stat: stat, bootTime: bootTime, units: units)
    }
    if let limits = Self.text(of: "/proc/self/limits") {
      facts.read(limits: limits)
    }
    facts.openFileDescriptors = Self.openFileDescriptors()
    return facts
  }

  private static func openFileDescriptors() -> UInt64? {
    guard let directory = unsafe opendir("/proc/self/fd") else { return nil }
    defer { unsafe closedir(directory) }
    var entries: UInt64 = 0
    while unsafe readdir(directory) != nil {
      entries += 1
    }
    // Not counted: ".", ".." and the directory's own descriptor.
    return entries >= 3 ? entries - 3 : nil
  }

  /// The text of a file of /proc; nil when it can't be read or has more than a mebibyte.
  private static func text(of path: String) -> String? {
    let limit = 1 << 20
    guard let file = try? FileBytes(of: path, limit: limit), file.bytes.count <= limit else { return nil }
    return String(decoding: file.bytes, as: UTF8.self)
  }
}
