import CMicroHTTPD
import Synchronization

/// A running libmicrohttpd daemon, stopped at the end of its life.
@safe struct MicroHTTPDaemon: ~Copyable, @unchecked Sendable {
  // @unchecked Sendable because MHD_stop_daemon may be called from any thread but the daemon's own, and the owner calls it once.
  private let daemon: OpaquePointer
  private let context: Unmanaged<DaemonContext>

  /// Bytes for the header of a request and of its answer: enough for the longest cookies and tokens that proxies add.
  private static let connectionMemory = 32 * 1024

  /// - Throws: `cannotStart`; libmicrohttpd's own reason is in the log.
  init(
    on address: ListenAddress, socket: consuming ListenSocket, limits: HTTPLimits, context: DaemonContext
  ) throws(HTTPServerError) {
    unsafe self.context = unsafe Unmanaged.passRetained(context)
    var options = unsafe microhttpd_options(
      listen_socket: socket.release(),
      threads: UInt32(clamping: limits.threads),
      connections: UInt32(clamping: limits.connections),
      connections_per_address: UInt32(clamping: limits.connectionsPerAddress),
      idle_seconds: UInt32(clamping: limits.timeoutSeconds),
      connection_memory: Self.connectionMemory,
      handle: DaemonCallbacks.handle,
      request_began: DaemonCallbacks.requestBegan,
      request_completed: DaemonCallbacks.requestCompleted,
      connection_changed: DaemonCallbacks.connectionChanged,
      log: DaemonCallbacks.log,
      context: self.context.toOpaque())
    guard let daemon = unsafe microhttpd_start(&options) else {
      unsafe self.context.release()
      throw .cannotStart(address, reason: "libmicrohttpd could not start its threads")
    }
    unsafe self.daemon = daemon
  }

  deinit {
    unsafe MHD_stop_daemon(daemon)
    unsafe context.release()
  }
}
