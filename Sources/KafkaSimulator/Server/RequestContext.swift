/// Who asks, and whom.
package struct RequestContext: Sendable {
  /// The broker that was asked.
  package var broker: Int32
  package var version: Int16
  package var clientID: String?
  /// As Kafka writes it: `/127.0.0.1`.
  package var clientHost: String
  /// Tells the connections of a server apart.
  package var connection: UInt64

  package init(broker: Int32, version: Int16, clientID: String? = nil, clientHost: String = "/127.0.0.1", connection: UInt64 = 0) {
    self.broker = broker
    self.version = version
    self.clientID = clientID
    self.clientHost = clientHost
    self.connection = connection
  }
}
