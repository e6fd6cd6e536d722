import Foundation

/// The most memory that this process had, in bytes (proc_pid_status(5)).
struct MemoryPeak {
  /// What was in memory at once.
  var resident: Int
  /// What was asked for at once, used or not: where a claimed length shows that nothing was written to.
  var reserved: Int

  struct Unreadable: Error {}

  /// From now on the resident peak is counted anew, where the system allows that; the reserved one can't be.
  static func startingNow() throws -> MemoryPeak {
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    return try current()
  }

  static func current() throws -> MemoryPeak {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
    func kibibytes(_ name: String) throws -> Int {
      let words = status.first { $0.hasPrefix("\(name):") }?.split(whereSeparator: \.isWhitespace) ?? []
      guard words.count == 3, let number = Int(words[1]) else { throw Unreadable() }
      return number
    }
    return MemoryPeak(resident: try kibibytes("VmHWM") << 10, reserved: try kibibytes("VmPeak") << 10)
  }

  /// Sanitizers reserve terabytes for their shadow, and keep freed memory back for a while: how memory grows says nothing then.
  var isOfASanitizer: Bool { reserved > 1 << 40 }

  func growth(since earlier: MemoryPeak) -> MemoryPeak {
    MemoryPeak(resident: resident - earlier.resident, reserved: reserved - earlier.reserved)
  }
}
