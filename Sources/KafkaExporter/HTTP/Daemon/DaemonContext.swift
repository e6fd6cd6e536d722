/// What the daemon's callbacks work with. The daemon holds it from before its first thread starts until its last has ended.
final class DaemonContext: Sendable {
  let handler: @Sendable (HTTPRequest) -> HTTPResponse
  let log: @Sendable (String) -> Void
  let connections = ConnectionTable()

  init(handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse, log: @escaping @Sendable (String) -> Void) {
    self.handler = handler
    self.log = log
  }
}
