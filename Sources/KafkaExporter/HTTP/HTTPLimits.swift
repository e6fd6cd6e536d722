/// What clients may take of the server together and each.
package struct HTTPLimits: Sendable, Equatable {
  /// Connections at a time; more wait in the kernel's queue until one ends.
  package let connections: Int
  /// Connections at a time from one IP address; more are closed at once.
  package let connectionsPerAddress: Int
  /// How long a connection may wait for its next request to begin, and how long a request may take from its first line to the last byte of its
  /// answer, in seconds. A client that trickles bytes in either direction is cut off by this, and what it holds of old pages is given back.
  package let timeoutSeconds: Int
  /// Threads that serve; never more than connections.
  package let threads: Int

  /// What is below 1 counts as 1: without a limit, one client could hold the server for ever.
  package init(connections: Int = 256, connectionsPerAddress: Int = 64, timeoutSeconds: Int = 30, threads: Int = 2) {
    self.connections = max(1, connections)
    self.connectionsPerAddress = max(1, connectionsPerAddress)
    self.timeoutSeconds = max(1, timeoutSeconds)
    self.threads = min(max(1, threads), self.connections)
  }
}
