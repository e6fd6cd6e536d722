extension ProcessFacts {
  /// The kernel's units, which /proc leaves to sysconf.
  package struct Units: Sendable {
    package var ticksPerSecond: Double
    package var pageBytes: UInt64

    package init(ticksPerSecond: Double, pageBytes: UInt64) {
      self.ticksPerSecond = ticksPerSecond
      self.pageBytes = pageBytes
    }
  }

  /// Reads /proc/PID/stat (proc_pid_stat(5)). What the text lacks stays nil.
  ///
  /// The second field is the command's name in parentheses, and that may hold spaces and parentheses of its own: fields are counted from the last one.
  /// - Parameter bootTime: Unix seconds at which the machine started, to which the process' start is relative.
  package mutating func read(stat: String, bootTime: Double?, units: Units) {
    guard let end = stat.utf8.lastIndex(of: UInt8(ascii: ")")) else { return }
    // Begins with field 3, the state.
    let fields = stat.utf8[stat.utf8.index(after: end)...].split { $0 == 0x20 || $0 == 0x0a }
    let field = { (number: Int) -> UInt64? in
      fields.indices.contains(number - 3) ? UInt64(String(decoding: fields[number - 3], as: UTF8.self)) : nil
    }
    if let user = field(14), let system = field(15), units.ticksPerSecond > 0 {
      cpuSeconds = (Double(user) + Double(system)) / units.ticksPerSecond
    }
    threads = field(20)
    if let start = field(22), let bootTime, units.ticksPerSecond > 0 {
      startTimeSeconds = bootTime + Double(start) / units.ticksPerSecond
    }
    virtualMemoryBytes = field(23)
    if let pages = field(24) {
      let (bytes, overflow) = pages.multipliedReportingOverflow(by: units.pageBytes)
      residentMemoryBytes = overflow ? nil : bytes
    }
  }

  /// Reads the soft limit of open files from /proc/PID/limits (proc_pid_limits(5)); nil when it is unlimited.
  package mutating func read(limits: String) {
    for line in limits.split(separator: "\n") where line.hasPrefix("Max open files") {
      let columns = line.dropFirst("Max open files".count).split(separator: " ")
      maximumFileDescriptors = columns.first.flatMap { UInt64($0) }
    }
  }

  /// Unix seconds at which the machine started, from /proc/stat (proc_stat(5)).
  package static func bootTime(inStat text: String) -> Double? {
    for line in text.split(separator: "\n") where line.hasPrefix("btime ") {
      return UInt64(line.dropFirst("btime ".count)).map { Double($0) }
    }
    return nil
  }
}
