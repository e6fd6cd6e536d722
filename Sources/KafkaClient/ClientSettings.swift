public import Transport

/// How a client reaches its cluster. Values, with the time limits as durations.
public struct ClientSettings: Sendable, Equatable {
  /// Brokers to ask for the others; any of them may be down.
  public var bootstrap: [HostPort]
  /// Sent with every request, shown in the brokers' request logs and quotas.
  public var clientID: String
  /// Told to brokers beside the name `kafka-exporter` (KIP-511); letters, digits, dots and dashes.
  public var softwareVersion: String
  /// Resolving, connecting and setting up one connection.
  public var connectTimeout: Duration
  /// From handing in a request to its answer, waiting and connecting included.
  public var requestTimeout: Duration
  /// A longer answer than this ends the connection, in bytes.
  public var maximumFrameLength: Int
  /// Requests written and not yet answered on one connection. A broker works on one at a time, and thousands in flight can fill both socket
  /// buffers until neither side moves; what is over this waits here, under its deadline.
  public var maximumInFlight: Int
  /// Between two attempts to bring back a broker that failed.
  public var reconnect: Backoff

  public init(
    bootstrap: [HostPort], clientID: String = "kafka-exporter", softwareVersion: String = "0", connectTimeout: Duration = .seconds(3),
    requestTimeout: Duration = .seconds(5), maximumFrameLength: Int = 100 << 20, maximumInFlight: Int = 10,
    reconnect: Backoff = Backoff(initial: .milliseconds(100), maximum: .seconds(10))
  ) {
    self.bootstrap = bootstrap
    self.clientID = clientID
    self.softwareVersion = softwareVersion
    self.connectTimeout = connectTimeout
    self.requestTimeout = requestTimeout
    self.maximumFrameLength = maximumFrameLength
    self.maximumInFlight = maximumInFlight
    self.reconnect = reconnect
  }
}
