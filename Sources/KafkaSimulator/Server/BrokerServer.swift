import Transport

/// The listener of one broker, with its connections. Confined to the server.
final class BrokerServer {
  let id: Int32
  /// Nil while nobody listens.
  var listener: TCPListener?
  var connections: [UInt64: TCPStream] = [:]

  init(id: Int32) {
    self.id = id
  }

  func stop() {
    stopListening()
    endConnections()
  }

  func stopListening() {
    listener?.close()
    listener = nil
  }

  func endConnections() {
    for stream in connections.values { stream.close() }
    connections = [:]
  }
}
