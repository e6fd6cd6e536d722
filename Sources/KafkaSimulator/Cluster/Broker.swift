/// A broker as the cluster knows it.
package struct Broker: Sendable {
  package let id: Int32
  package var rack: String?
  /// What the metadata names, and where the server listens.
  package var host: String
  /// 0 until the server listens.
  package var port: UInt16
  package var logDirectory = LogDirectory()
  /// The APIs that it speaks; nil for all that the simulator can.
  package var versions: BrokerVersions?
  /// Dead brokers are in nobody's metadata, lead nothing and take no connections.
  package internal(set) var isAlive = true

  package init(id: Int32, rack: String? = nil, host: String = "127.0.0.1", port: UInt16 = 0) {
    self.id = id
    self.rack = rack
    self.host = host
    self.port = port
  }
}
