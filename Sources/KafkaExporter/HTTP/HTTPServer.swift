import Synchronization

/// The exporter's HTTP server: libmicrohttpd on threads of its own, answering from memory.
///
/// It serves from `init` until `stop` or the last reference is gone.
package final class HTTPServer: Sendable {
  /// The port that is listened on, also when the address left the choice to the system.
  package let port: UInt16
  private let daemon: Mutex<MicroHTTPDaemon?>
  private let watch: Task<Void, Never>

  /// Starts serving.
  /// - Parameters:
  ///   - log: gets libmicrohttpd's own messages, one line each, on its threads. Clients can cause them at will: no level above debug.
  ///   - handler: is called on the server's threads and must answer at once.
  /// - Throws: `cannotResolve`, `cannotListen` or `cannotStart`, with the address and what to do.
  package init(
    on address: ListenAddress, limits: HTTPLimits = HTTPLimits(), log: @escaping @Sendable (String) -> Void = { _ in },
    handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse
  ) throws(HTTPServerError) {
    let context = DaemonContext(handler: handler, log: log)
    let socket = try ListenSocket(on: address)
    port = socket.port
    daemon = Mutex(try MicroHTTPDaemon(on: address, socket: socket, limits: limits, context: context))
    let connections = context.connections
    let limit = Duration.seconds(limits.timeoutSeconds)
    watch = Task.detached {
      while (try? await Task.sleep(for: min(limit / 4, .seconds(1)))) != nil {
        connections.cut(olderThan: limit, at: .now)
      }
    }
  }

  deinit {
    watch.cancel()
  }

  /// Closes the port and every connection, and returns when no handler runs any more. Further calls do nothing.
  package func stop() {
    watch.cancel()
    let running = daemon.withLock { $0.take() }
    _ = consume running
  }
}
