package import KafkaProtocol

/// Is told what reaches the brokers, on the server's loop, before they act on it.
package protocol ServerObserver: Sendable {
  func connectionOpened(to broker: Int32)
  func requestReceived(_ api: APIKey, _ context: RequestContext)
}
