import YAML

/// The value of a log line's field.
package enum LogValue: Sendable, Equatable {
  case text(String)
  /// A number in decimal, written without quotes in JSON.
  case number(String)
  case boolean(Bool)
}

/// What can stand as the value of a field.
package protocol LogValueConvertible: Sendable {
  var logValue: LogValue { get }
}

extension LogValue: LogValueConvertible {
  package var logValue: LogValue { self }
}

extension String: LogValueConvertible {
  package var logValue: LogValue { .text(self) }
}

extension Bool: LogValueConvertible {
  package var logValue: LogValue { .boolean(self) }
}

extension Int: LogValueConvertible {
  package var logValue: LogValue { .number(description) }
}

extension Int32: LogValueConvertible {
  package var logValue: LogValue { .number(description) }
}

extension Int64: LogValueConvertible {
  package var logValue: LogValue { .number(description) }
}

extension UInt16: LogValueConvertible {
  package var logValue: LogValue { .number(description) }
}

extension Double: LogValueConvertible {
  /// NaN and the infinities are no JSON numbers.
  package var logValue: LogValue { isFinite ? .number(description) : .text(description) }
}

extension Duration: LogValueConvertible {
  /// As settings write it, whole milliseconds: `1m30s`.
  package var logValue: LogValue {
    let milliseconds = milliseconds
    return .text(
      milliseconds == 0
        ? "0ms" : milliseconds < 0 ? "-" + UnitText.duration.format(0 - max(milliseconds, -.max)) : UnitText.duration.format(milliseconds))
  }
}
