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

  /// The state letter of proc(5), which follows the parenthesised program name.
  private static func state(of processIdentifier: Int32) -> Character? {
    guard let line = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8),
      let nameEnd = line.lastIndex(of: ")")
    else { return nil }
    return line[nameEnd...].dropFirst().first { $0 != " " }
  }

  private static func statusKilobytes(of processIdentifier: Int32, key: String) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/\(processIdentifier)/status", encoding: .utf8) else { return nil }
    for line in status.split(separator: "\n") where line.hasPrefix(key) {
      return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }
}
