import Glibc
import Synchronization

/// Where lines go, from which level on and in which format; shared by all loggers made from one.
final class LogSink: Sendable {
  /// The level's rank, so that a message below it costs one load.
  private let threshold: Atomic<UInt8>
  /// Also held while a line is written: lines longer than a pipe's atomic size could interleave otherwise.
  private let format: Mutex<LogFormat>
  private let now: @Sendable () -> LogTime
  private let write: @Sendable ([UInt8]) -> Void

  init(
    _ configuration: LogConfiguration, now: @escaping @Sendable () -> LogTime = LogSink.wallClock,
    write: @escaping @Sendable ([UInt8]) -> Void = { LogSink.write($0, to: STDERR_FILENO) }
  ) {
    threshold = Atomic(configuration.level.rank)
    format = Mutex(configuration.format)
    self.now = now
    self.write = write
  }

  func accepts(_ level: LogLevel) -> Bool { level.rank >= threshold.load(ordering: .relaxed) }

  func configure(_ configuration: LogConfiguration) {
    threshold.store(configuration.level.rank, ordering: .relaxed)
    format.withLock { $0 = configuration.format }
  }

  func log(_ level: LogLevel, _ message: String, _ fields: LogFields) {
    let line = LogLine(time: now(), level: level, message: message, fields: fields)
    format.withLock { write(line.bytes(as: $0)) }
  }

  @Sendable static func wallClock() -> LogTime {
    LogTime(milliseconds: WallClock.unixMilliseconds())
  }

  /// Writes a whole line with one write(2), more only when the kernel takes a part. A line that can not be written is lost: there is nobody
  /// left to tell.
  static func write(_ line: [UInt8], to descriptor: Int32) {
    unsafe line.withUnsafeBytes { bytes in
      var rest = unsafe bytes[...]
      while unsafe !rest.isEmpty {
        let written = unsafe Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written > 0 {
          unsafe rest = rest.dropFirst(written)
        } else if written == 0 || errno != EINTR {
          return
        }
      }
    }
  }
}
