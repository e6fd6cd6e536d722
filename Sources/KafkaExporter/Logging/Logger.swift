/// Writes structured lines to standard error. Copies share level, format and destination; each has its own fields.
public struct Logger: Sendable {
  private let sink: LogSink
  private let fields: LogFields

  public init(_ configuration: LogConfiguration) {
    self.init(LogSink(configuration))
  }

  init(_ sink: LogSink, fields: LogFields = [:]) {
    self.sink = sink
    self.fields = fields
  }

  /// Changes level and format of this logger and of all that were made from the same one.
  public func configure(_ configuration: LogConfiguration) {
    sink.configure(configuration)
  }

  /// A logger whose lines all have this field, too.
  public func with(_ name: String, _ value: any LogValueConvertible) -> Logger {
    var fields = fields
    fields.set(name, value.logValue)
    return Logger(sink, fields: fields)
  }

  /// Message and fields are only built when the level is logged.
  public func log(_ level: LogLevel, _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    guard sink.accepts(level) else { return }
    sink.log(level, message(), self.fields.adding(fields()))
  }

  public func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.debug, message(), fields())
  }

  public func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.info, message(), fields())
  }

  public func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.warning, message(), fields())
  }

  public func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.error, message(), fields())
  }
}
