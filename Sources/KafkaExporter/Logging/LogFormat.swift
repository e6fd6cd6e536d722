/// How a log line is written.
package enum LogFormat: String, Sendable, CaseIterable {
  /// `time=... level=info msg="..." broker=3`
  case logfmt
  /// `{"time":"...","level":"info","msg":"...","broker":3}`
  case json
}
