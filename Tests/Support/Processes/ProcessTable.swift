import Foundation

/// What the kernel says about processes, of ours or of others.
public enum ProcessTable {
  /// Whether a process exists and still runs; one that only waits to be reaped does not.
  public static func isRunning(_ processIdentifier: Int32) -> Bool {
    guard let state = state(of: processIdentifier) else { return false }
    return state != "Z" && state != "X"
  }

  /// Whether a process was stopped by a signal (SIGSTOP).
  public static func isStopped(_ processIdentifier: Int32) -> Bool {
    state(of: processIdentifier) == "T"
  }

  /// Memory that a process holds now, in bytes; nil for a process that is gone.
  public static func residentBytes(of processIdentifier: Int32) -> Int? {
    statusKilobytes(of: processIdentifier, key: "VmRSS:")
  }

  /// The most memory that a process ever held, in bytes; nil for a process that is gone.
  public static func peakResidentBytes(of processIdentifier: Int32) -> Int? {
    statusKilobytes(of: processIdentifier, key: "VmHWM:")
  }

  /// Processor time that a process has used, in user and kernel; nil for a process that is gone.
  public static func processorSeconds(of processIdentifier: Int32) -> Double? {
    // utime and stime are the fields 14 and 15; the state is the third.
    guard let fields = statFields(of: processIdentifier), fields.count > 12, let user = Double(fields[11]), let kernel = Double(fields[12])
    else { return nil }
    return (user + kernel) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private static func state(of processIdentifier: Int32) -> Character? {
    statFields(of: processIdentifier)?.first?.first
  }

  /// The fields of /proc/PID/stat (proc(5)) from the state on, which follows the parenthesised program name.
  private static func statFields(of processIdentifier: Int32) -> [Substring]? {
    guard let line = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8),
      let nameEnd = line.lastIndex(of: ")")
    else { return nil }
    return line[line.index(after: nameEnd)...].split(separator: " ")
  }

  private static func statusKilobytes(of processIdentifier: Int32, key: String) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/\(processIdentifier)/status", encoding: .utf8) else { return nil }
    for line in status.split(separator: "\n") where line.hasPrefix(key) {
      return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }
}
