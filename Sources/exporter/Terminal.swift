import Glibc

/// What the program leaves the shell with.
enum ExitCode: Int32 {
  case success = 0
  /// What was asked for could not be done.
  case failure = 1
  /// The command line or the configuration is wrong.
  case usage = 2
}

/// Text for people: answers to standard output, complaints to standard error.
enum Terminal {
  static func print(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  static func complain(_ text: String) {
    write(text, to: STDERR_FILENO)
  }

  /// Says why, and ends.
  static func fail(_ text: String, with code: ExitCode, named: Bool = true) -> Never {
    complain(named ? text.split(separator: "\n").map { "exporter: \($0)" }.joined(separator: "\n") : text)
    exit(code.rawValue)
  }

  /// Whoever reads may be gone (`exporter lag | head`): then there is nobody to write for, and nothing to complain about.
  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes[start...].withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { exit(ExitCode.success.rawValue) }
      start += written
    }
  }
}

/// Ends the program.
func exit(_ code: ExitCode) -> Never {
  Glibc.exit(code.rawValue)
}
