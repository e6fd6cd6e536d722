/// How grave a message is.
package enum LogLevel: String, Sendable, CaseIterable, Comparable {
  case debug
  case info
  case warning
  case error

  var rank: UInt8 {
    switch self {
    case .debug: 0
    case .info: 1
    case .warning: 2
    case .error: 3
    }
  }

  package static func < (one: LogLevel, other: LogLevel) -> Bool { one.rank < other.rank }
}
