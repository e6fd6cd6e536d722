/// The value of a log line's field.
public enum LogValue: Sendable, Equatable {
  case text(String)
  /// A number in decimal, written without quotes in JSON.
  case number(String)
  case boolean(Bool)
}

/// What can stand as the value of a field.
public protocol LogValueConvertible: Sendable {
  var logValue: LogValue { get }
}

extension LogValue: LogValueConvertible {
  public var logValue: LogValue { self }
}

extension String: LogValueConvertible {
  public var logValue: LogValue { .text(self) }
}

extension Bool: LogValueConvertible {
  public var logValue: LogValue { .boolean(self) }
}

extension Int: LogValueConvertible {
  public var logValue: LogValue { .number(description) }
}

extension Int32: LogValueConvertible {
  public var logValue: LogValue { .number(description) }
}

extension Int64: LogValueConvertible {
  public var logValue: LogValue { .number(description) }
}

extension UInt16: LogValueConvertible {
  public var logValue: LogValue { .number(description) }
}

extension Double: LogValueConvertible {
  /// NaN and the infinities are no JSON numbers.
  public var logValue: LogValue { isFinite ? .number(description) : .text(description) }
}

extension Duration: LogValueConvertible {
  /// As settings write it, whole milliseconds: `1m30s`.
  public var logValue: LogValue {
    let milliseconds = milliseconds
    return .text(
      milliseconds == 0
        ? "0ms" : milliseconds < 0 ? "-" + UnitText.duration.format(0 - max(milliseconds, -.max)) : UnitText.duration.format(milliseconds))
  }
}
