/// Writes structured lines to standard error. Copies share level, format and destination; each has its own fields.
package struct Logger: Sendable {
  private let sink: LogSink
  private let fields: LogFields

  package init(_ configuration: LogConfiguration) {
    self.init(LogSink(configuration))
  }

  /// A logger whose lines, each with its newline, go somewhere else than to standard error.
  package init(_ configuration: LogConfiguration, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.init(LogSink(configuration, write: write))
  }

  init(_ sink: LogSink, fields: LogFields = [:]) {
    self.sink = sink
    self.fields = fields
  }

  /// Changes level and format of this logger and of all that were made from the same one.
  package func configure(_ configuration: LogConfiguration) {
    sink.configure(configuration)
  }

  /// A logger whose lines all have this field, too.
  package func with(_ name: String, _ value: any LogValueConvertible) -> Logger {
    var fields = fields
    fields.set(name, value.logValue)
    return Logger(sink, fields: fields)
  }

  /// Message and fields are only built when the level is logged.
  package func log(_ level: LogLevel, _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    guard sink.accepts(level) else { return }
    sink.log(level, message(), self.fields.adding(fields()))
  }

  package func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.debug, message(), fields())
  }

  package func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.info, message(), fields())
  }

  package func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.warning, message(), fields())
  }

  package func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.error, message(), fields())
  }
}
